//! The one type that values of several types are converted to, as cty finds it for conditionals, lists and maps.

use super::Stop;
use crate::value::Type;
use std::cmp::Ordering;
use std::collections::VecDeque;

/// The type that all of `types` convert to, with conversions that may fail, such as of a string to a number.
///
/// # Errors
///
/// If there is none, or if that depends on what is not known.
pub(crate) fn unify(types: &[Type]) -> Result<Type, Stop> {
    let Some(first) = types.first() else { return Err(Stop::Refused) };
    if types.len() == 1 || (!first.has_unknown() && types.iter().all(|other| other == first)) {
        return Ok(first.clone());
    }
    if types.contains(&Type::Unknown) {
        return with_unknown(types);
    }
    structural(types).unwrap_or_else(|| preferred(types))
}

/// A part of a type that is not known leaves the structure around it known.
fn unify_part(types: &[Type]) -> Result<Type, Stop> {
    match unify(types) {
        Err(Stop::Unknown) => Ok(Type::Unknown),
        decided => decided,
    }
}

/// Anything primitive beside a string becomes one; of other types, nothing is certain.
fn with_unknown(types: &[Type]) -> Result<Type, Stop> {
    let known = || types.iter().filter(|one| !matches!(one, Type::Unknown | Type::Dynamic));
    if known().next().is_none() && !types.contains(&Type::Dynamic) {
        return Ok(Type::Unknown);
    }
    let all_primitive = known().all(Type::is_primitive);
    if all_primitive && types.contains(&Type::String) {
        return Ok(Type::String);
    }
    Err(Stop::Unknown)
}

/// The type of types that are of one structure; `None` where the general way has to be tried.
fn structural(types: &[Type]) -> Option<Result<Type, Stop>> {
    let count = |is: fn(&Type) -> bool| types.iter().filter(|one| is(one)).count();
    let dynamic = count(|one| matches!(one, Type::Dynamic));
    let lists = count(|one| matches!(one, Type::List(_)));
    let sets = count(|one| matches!(one, Type::Set(_)));
    let maps = count(|one| matches!(one, Type::Map(_)));
    let tuples = count(|one| matches!(one, Type::Tuple(_)));
    let objects = count(|one| matches!(one, Type::Object(_)));
    let all = |number: usize| number > 0 && number + dynamic == types.len();
    // What stands beside a placeholder is not predicted.
    let unless_dynamic = |compute: fn(&[Type]) -> Result<Type, Stop>| {
        Some(if dynamic > 0 { Ok(Type::Dynamic) } else { compute(types) })
    };
    if all(maps) {
        return unless_dynamic(|types| collection(types, Type::Map));
    }
    if maps > 0 && all(maps + objects) {
        let is_object = |one: &Type| matches!(one, Type::Object(_));
        return as_collections(types, is_object, objects_to_map);
    }
    if all(lists) {
        return unless_dynamic(|types| collection(types, Type::List));
    }
    if lists > 0 && all(lists + tuples) {
        let is_tuple = |one: &Type| matches!(one, Type::Tuple(_));
        return as_collections(types, is_tuple, tuples_to_list);
    }
    if all(sets) {
        return unless_dynamic(|types| collection(types, Type::Set));
    }
    if all(objects) {
        return unless_dynamic(same_objects);
    }
    if all(tuples) {
        return unless_dynamic(same_tuples);
    }
    (objects > 0 && tuples > 0).then_some(Err(Stop::Refused))
}

fn collection(types: &[Type], make: fn(Box<Type>) -> Type) -> Result<Type, Stop> {
    let elements: Vec<Type> = types.iter().filter_map(Type::element).cloned().collect();
    all_to(types, make(Box::new(unify_part(&elements)?)))
}

/// The type, if all others convert to it: that their parts have something in common does not tell.
fn all_to(types: &[Type], to: Type) -> Result<Type, Stop> {
    let converts = |one: &Type| *one == to || super::is_convertible(one, &to);
    if types.iter().all(converts) { Ok(to) } else { Err(Stop::Refused) }
}

/// Tries again with the tuples or objects among the types as the list or map that they make.
fn as_collections(
    types: &[Type],
    belongs: impl Fn(&Type) -> bool,
    make: fn(&[Type]) -> Result<Type, Stop>,
) -> Option<Result<Type, Stop>> {
    let structures: Vec<Type> = types.iter().filter(|one| belongs(one)).cloned().collect();
    let found = match make(&structures) {
        Ok(found) => found,
        Err(Stop::Unknown) => return Some(Err(Stop::Unknown)),
        Err(Stop::Refused) => return None,
    };
    let replaced: Vec<Type> =
        types.iter().map(|one| if belongs(one) { found.clone() } else { one.clone() }).collect();
    match unify(&replaced) {
        Ok(found) if found.element().is_some() => Some(Ok(found)),
        Err(Stop::Unknown) => Some(Err(Stop::Unknown)),
        _ => None,
    }
}

fn same_objects(types: &[Type]) -> Result<Type, Stop> {
    let attributes: Vec<_> = types
        .iter()
        .filter_map(|one| if let Type::Object(attributes) = one { Some(attributes) } else { None })
        .collect();
    let Some((first, rest)) = attributes.split_first() else { return Err(Stop::Refused) };
    if rest.iter().any(|other| !other.keys().eq(first.keys())) {
        return objects_to_map(types);
    }
    let across = |name| -> Vec<Type> {
        attributes.iter().filter_map(|one| one.get(name).cloned()).collect()
    };
    let unified = first.keys().map(|name| Ok((name.clone(), unify_part(&across(name))?)));
    let found = unified.collect::<Result<_, Stop>>().map(Type::Object)?;
    all_to(types, found).or_else(|_| objects_to_map(types))
}

fn objects_to_map(types: &[Type]) -> Result<Type, Stop> {
    let all: Vec<Type> = types
        .iter()
        .filter_map(|one| if let Type::Object(attributes) = one { Some(attributes) } else { None })
        .flat_map(|attributes| attributes.values().cloned())
        .collect();
    all_to(types, Type::Map(Box::new(unify_part(&all)?)))
}

fn same_tuples(types: &[Type]) -> Result<Type, Stop> {
    let tuples: Vec<&Vec<Type>> = types
        .iter()
        .filter_map(|one| if let Type::Tuple(elements) = one { Some(elements) } else { None })
        .collect();
    let Some((first, rest)) = tuples.split_first() else { return Err(Stop::Refused) };
    if rest.iter().any(|other| other.len() != first.len()) {
        return tuples_to_list(types);
    }
    let across = |position: usize| -> Vec<Type> {
        tuples.iter().filter_map(|tuple| tuple.get(position).cloned()).collect()
    };
    let unified = (0..first.len()).map(|position| unify_part(&across(position)));
    let found = unified.collect::<Result<_, Stop>>().map(Type::Tuple)?;
    all_to(types, found).or_else(|_| tuples_to_list(types))
}

fn tuples_to_list(types: &[Type]) -> Result<Type, Stop> {
    let all: Vec<Type> = types
        .iter()
        .filter_map(|one| if let Type::Tuple(elements) = one { Some(elements) } else { None })
        .flatten()
        .cloned()
        .collect();
    all_to(types, Type::List(Box::new(unify_part(&all)?)))
}

/// The most general of the types that all others convert to.
fn preferred(types: &[Type]) -> Result<Type, Stop> {
    let found =
        order(types).into_iter().filter_map(|position| types.get(position)).find(|wanted| {
            types.iter().all(|other| other == *wanted || super::is_convertible(other, wanted))
        });
    match found {
        Some(found) => Ok(found.clone()),
        None if types.iter().any(Type::has_unknown) => Err(Stop::Unknown),
        None => Err(Stop::Refused),
    }
}

/// The positions of the types, the more general first, otherwise in their order.
fn order(types: &[Type]) -> Vec<usize> {
    let mut edges = vec![Vec::new(); types.len()];
    let mut before = vec![0_usize; types.len()];
    for (i, a) in types.iter().enumerate() {
        for (j, b) in types.iter().enumerate().skip(i + 1) {
            let (from, to) = match generality(a, b) {
                Ordering::Less => (i, j),
                Ordering::Greater => (j, i),
                Ordering::Equal => continue,
            };
            if let (Some(edge), Some(count)) = (edges.get_mut(from), before.get_mut(to)) {
                edge.push(to);
                *count += 1;
            }
        }
    }
    let free = |(position, count): (usize, &usize)| (*count == 0).then_some(position);
    let mut queue: VecDeque<usize> = before.iter().enumerate().filter_map(free).collect();
    let mut result = Vec::with_capacity(types.len());
    while let Some(next) = queue.pop_front() {
        result.push(next);
        for &to in edges.get(next).into_iter().flatten() {
            if let Some(count) = before.get_mut(to) {
                *count -= 1;
                if *count == 0 {
                    queue.push_back(to);
                }
            }
        }
    }
    result
}

/// `Less` where `a` is the more general one.
fn generality(a: &Type, b: &Type) -> Ordering {
    use Type::{Bool, Dynamic, List, Map, Number, Object, Set, String, Tuple};
    match (a, b) {
        (Dynamic, other) if *other != Dynamic => Ordering::Greater,
        (other, Dynamic) if *other != Dynamic => Ordering::Less,
        (List(a), List(b)) | (Set(a), Set(b)) | (Map(a), Map(b)) => generality(a, b),
        (String, Bool | Number)
        | (Tuple(_) | List(_), Set(_))
        | (List(_), Tuple(_))
        | (Map(_), Object(_)) => Ordering::Less,
        (Bool | Number, String)
        | (Set(_), Tuple(_) | List(_))
        | (Tuple(_), List(_))
        | (Object(_), Map(_)) => Ordering::Greater,
        (Tuple(a), Tuple(b)) if a.len() == b.len() => {
            overall(a.iter().zip(b).map(|(a, b)| generality(a, b)))
        }
        (Object(a), Object(b)) if a.keys().eq(b.keys()) => {
            overall(a.values().zip(b.values()).map(|(a, b)| generality(a, b)))
        }
        _ => Ordering::Equal,
    }
}

fn overall(parts: impl Iterator<Item = Ordering>) -> Ordering {
    let parts: Vec<Ordering> = parts.collect();
    match (parts.contains(&Ordering::Less), parts.contains(&Ordering::Greater)) {
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
        _ => Ordering::Equal,
    }
}
