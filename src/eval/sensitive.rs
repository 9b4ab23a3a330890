//! What a call makes of the mark of sensitive arguments.

use crate::value::{Data, Sensitive, Value};

/// The result of a call with these arguments, as sensitive as it is.
pub(crate) fn of_call(name: &str, args: &[Value], result: Value) -> Value {
    if !name.ends_with("sensitive") && args.iter().all(|arg| arg.sensitive == Sensitive::No) {
        return result;
    }

    let name = name.strip_prefix("core::").unwrap_or(name);
    match name {
        "sensitive" => return result.hidden(),
        "nonsensitive" => return result.shown(),
        "issensitive" => return result,
        _ => {}
    }
    let all_of = |least: Sensitive| args.iter().any(|arg| arg.sensitive >= least);
    // The elements of a collection that a function takes apart and puts together keep their own marks.
    // These make elements of elements, or leave out some by what others are.
    let remakes =
        matches!(name, "formatlist" | "setintersection" | "setsubtract" | "transpose" | "zipmap");
    let is_collection = !remakes && matches!(result.data, Data::Sequence(..) | Data::Mapping(..));
    let least = if is_collection { Sensitive::Yes } else { Sensitive::Inside };
    if all_of(least) { result.hidden() } else { result }
}
