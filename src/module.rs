//! A module: the blocks of all files in a folder.

mod inputs;
mod kept;
mod library;
mod names;
pub(crate) mod overrides;

pub(crate) use inputs::ENVIRONMENT;
pub(crate) use inputs::InputError;
pub(crate) use inputs::parse as parse_variables;
pub use inputs::{Input, Inputs};
pub(crate) use kept::Kept;
pub(crate) use names::LocalId;

use crate::files::{Files, ReadError};
use crate::source::{Source, SourceId, Span};
use crate::syntax::{self, Attribute, Block, NestedBlocks, SyntaxError};
use crate::value::Address;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A folder of Terraform files, read.
#[derive(Debug, Default, Clone)]
pub struct Module {
    /// The folder.
    pub dir: PathBuf,
    /// The top-level blocks, with what override files change.
    blocks: Vec<Arc<Block>>,
    /// What is set for its variables if it is the root: by variables files and the command line, the last one winning.
    pub inputs: BTreeMap<Arc<str>, Attribute>,
    /// Where variables files and the command line set something, also what does not count in the end.
    pub(crate) set: Vec<(Arc<str>, Span)>,
    /// Those of them that the environment sets, and nothing else.
    of_environment: BTreeSet<Arc<str>>,
    /// Whether there may be inputs that are not known.
    pub inputs_incomplete: bool,
    /// Whether a variables file lies beside it that Terraform reads only when it is named.
    has_named_inputs: bool,
    /// What sets its variables if it is the root and something else than Terraform calls it.
    pub called_with: CalledWith,
    /// The files that were read.
    pub files: Vec<SourceId>,
    /// Their texts, which are here for as long as the module is.
    texts: Vec<Arc<Source>>,
    /// Places that do not follow the syntax.
    pub errors: Vec<SyntaxError>,
    /// Files that could not be read.
    pub unreadable: Vec<(SourceId, ReadError)>,
    /// Arguments that stand outside of blocks, where there are none.
    pub stray: Vec<Attribute>,
    /// Whether there may be blocks that are not known.
    pub incomplete: bool,
    names: names::Names,
    by_type: BTreeMap<Arc<str>, Vec<usize>>,
    by_kind: BTreeMap<Arc<str>, Vec<usize>>,
}

/// What is set for the variables of a module by what calls it. The module's own inputs win.
#[derive(Debug, Default, Clone)]
pub struct CalledWith {
    /// By the names of the variables. An expression that refers to something is not known.
    pub values: BTreeMap<Arc<str>, Attribute>,
    /// Whether others may be set.
    pub may_have_more: bool,
}

impl CalledWith {
    /// Whether something is set, or may be.
    pub(crate) fn sets_something(&self) -> bool {
        self.may_have_more || !self.values.is_empty()
    }
}

impl Module {
    /// The top-level blocks, with what override files change, in the order of the files.
    pub fn blocks(&self) -> impl DoubleEndedIterator<Item = &Block> + ExactSizeIterator + Clone {
        self.blocks.iter().map(|block| &**block)
    }

    /// The block at that position.
    pub fn block(&self, position: usize) -> Option<&Block> {
        self.blocks.get(position).map(|block| &**block)
    }

    /// How many blocks and arguments it has, with all inside of those.
    pub(crate) fn parts(&self) -> usize {
        self.blocks.iter().map(|block| 1 + block.body.parts()).sum()
    }

    /// Reads the module in that folder.
    pub fn read(files: &Files, dir: &Path, schemas: &dyn NestedBlocks) -> Self {
        Self::read_with(files, dir, schemas, None)
    }

    /// The same; what was parsed before is not parsed again.
    pub(crate) fn read_with(
        files: &Files,
        dir: &Path,
        schemas: &dyn NestedBlocks,
        kept: Option<&Kept>,
    ) -> Self {
        let read = |path: &Path| match kept {
            Some(kept) => kept.file(files, path, schemas),
            None => files.read(path).map(|source| {
                let parsed = kept::parse(&source, path, schemas);
                (source, parsed)
            }),
        };
        let paths = files.list(dir);
        let mut module = Self { dir: dir.to_path_buf(), ..Self::default() };
        let configuration = configuration(&paths);
        let (overrides, plain): (Vec<&PathBuf>, _) =
            configuration.iter().partition(|path| overrides::is_override(path));
        for path in plain {
            let parsed = module.file(files.source(path), read(path));
            if !syntax::is_json(path) {
                module.stray.extend(parsed.attributes);
            }
            module.blocks.extend(parsed.blocks);
        }
        for path in overrides {
            let parsed = module.file(files.source(path), read(path));
            overrides::merge(&mut module.blocks, parsed.blocks);
        }
        module.read_inputs(files, &paths);
        module.index();
        module
    }

    /// A module of one text, as the fences of a page are.
    pub fn of_text(source: SourceId, text: &str) -> Self {
        let parsed = syntax::parse(source, text, 0);
        let mut module = Self {
            blocks: parsed.body.blocks.into_iter().map(Arc::new).collect(),
            stray: parsed.body.attributes,
            files: vec![source],
            errors: parsed.errors,
            incomplete: parsed.incomplete,
            ..Self::default()
        };
        module.index();
        module
    }

    /// A module of which one block is known, and nothing else.
    pub(crate) fn around(dir: &Path, block: Block) -> Self {
        let mut module = Self {
            dir: dir.to_path_buf(),
            blocks: vec![Arc::new(block)],
            incomplete: true,
            ..Self::default()
        };
        module.index();
        module
    }

    /// Takes a file of that name, as far as it could be read.
    fn file(
        &mut self,
        id: SourceId,
        read: Result<(Arc<Source>, kept::Parsed), ReadError>,
    ) -> kept::Parsed {
        let (source, mut parsed) = match read {
            Ok(read) => read,
            Err(error) => {
                self.incomplete = true;
                self.unreadable.push((id, error));
                return kept::Parsed::default();
            }
        };
        self.keep(source);
        self.incomplete |= parsed.incomplete;
        self.errors.append(&mut parsed.errors);
        parsed
    }

    /// Keeps a text that was read.
    fn keep(&mut self, source: Arc<Source>) {
        self.files.push(source.id);
        self.texts.push(source);
    }

    fn index(&mut self) {
        self.names = names::Names::of(&self.blocks);
        for (position, block) in self.blocks.iter().enumerate() {
            self.by_kind.entry(Arc::clone(&block.kind.text)).or_default().push(position);
            if let ("resource", [r#type, ..]) = (&*block.kind.text, block.labels.as_slice()) {
                self.by_type.entry(Arc::clone(&r#type.text)).or_default().push(position);
            }
        }
    }

    /// The position in [`Module::blocks`] of the block of that kind with these labels.
    pub fn position(&self, kind: &str, labels: &[&str]) -> Option<usize> {
        let found = self.names.find(&self.blocks, kind, &labels.iter().copied());
        found.map(|(position, _)| position)
    }

    /// Whether several blocks of that kind have these labels, which Terraform refuses.
    pub(crate) fn has_several(&self, kind: &str, labels: &[&str]) -> bool {
        let found = self.names.find(&self.blocks, kind, &labels.iter().copied());
        found.is_some_and(|(_, is_repeated)| is_repeated)
    }

    /// Whether a block of that kind that is half typed may come to have these labels: the last one may go on.
    pub fn may_declare(&self, kind: &str, labels: &[&str]) -> bool {
        self.of_kind(kind).filter(|block| !block.body.is_whole()).any(|block| {
            let Some((last, others)) = block.labels.split_last() else { return true };
            let wanted = labels.split_at_checked(others.len());
            wanted.is_some_and(|(before, rest)| {
                before.iter().eq(others.iter().map(|label| &*label.text).collect::<Vec<_>>().iter())
                    && rest.first().is_some_and(|label| label.starts_with(&*last.text))
            })
        })
    }

    /// The position of the block of that address, if it is one of this module.
    pub fn position_of(&self, address: &Address) -> Option<usize> {
        self.found(address).map(|(position, _)| position)
    }

    /// Whether several blocks have that address, which Terraform refuses.
    pub fn is_repeated(&self, address: &Address) -> bool {
        self.found(address).is_some_and(|(_, is_repeated)| is_repeated)
    }

    fn found(&self, address: &Address) -> Option<(usize, bool)> {
        let labels = address.labels.iter().map(|label| &**label);
        self.names.find(&self.blocks, &address.kind, &labels)
    }

    /// The blocks of that kind, in the order of the files.
    pub fn of_kind(&self, kind: &str) -> impl Iterator<Item = &Block> {
        self.positions_of_kind(kind)
            .iter()
            .filter_map(|position| Some(&**self.blocks.get(*position)?))
    }

    /// The positions of the blocks of that kind, in the order of the files.
    pub fn positions_of_kind(&self, kind: &str) -> &[usize] {
        self.by_kind.get(kind).map_or(&[], Vec::as_slice)
    }

    /// The positions of the resources of that type, in the order of the files.
    pub fn resources(&self, r#type: &str) -> &[usize] {
        self.by_type.get(r#type).map_or(&[], Vec::as_slice)
    }

    /// The types of its resources.
    pub(crate) fn types(&self) -> impl Iterator<Item = &str> {
        self.by_type.keys().map(|r#type| &**r#type)
    }

    /// The kinds of its blocks.
    pub(crate) fn kinds(&self) -> impl Iterator<Item = &str> {
        self.by_kind.keys().map(|kind| &**kind)
    }

    /// The local values, each with its definition, in no order.
    pub fn locals(&self) -> impl Iterator<Item = (&Arc<str>, &Attribute)> {
        self.names.locals().filter_map(|(name, id)| Some((name, id.of(&self.blocks)?)))
    }

    /// Where the local values are, in no order.
    pub(crate) fn local_ids(&self) -> impl Iterator<Item = (&Arc<str>, LocalId)> {
        self.names.locals()
    }

    /// The local value that is there.
    pub(crate) fn local_at(&self, id: LocalId) -> Option<&Attribute> {
        id.of(&self.blocks)
    }

    /// The definition of a local value.
    pub fn local(&self, name: &str) -> Option<&Attribute> {
        self.local_of(name).map(|(_, local)| local)
    }

    /// The same, with where it is.
    pub fn local_of(&self, name: &str) -> Option<(LocalId, &Attribute)> {
        let id = self.names.local(name)?;
        Some((id, id.of(&self.blocks)?))
    }
}

/// The configuration files, without each `x.tf` beside which there is an `x.tofu`, and each `x.tf.json` beside which
/// there is an `x.tofu.json`: `OpenTofu` reads that one instead.
pub(crate) fn configuration(paths: &[PathBuf]) -> Vec<PathBuf> {
    let names = paths.iter().filter_map(|path| path.file_name()?.to_str());
    let others: HashSet<&str> = names.filter(|name| name.contains(".tofu")).collect();
    let is_shadowed = |path: &Path| {
        if others.is_empty() {
            return false;
        }
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let other = match (name.strip_suffix(".tf"), name.strip_suffix(".tf.json")) {
            (Some(stem), _) => format!("{stem}.tofu"),
            (_, Some(stem)) => format!("{stem}.tofu.json"),
            _ => return false,
        };
        others.contains(&*other)
    };
    let is_configuration =
        |path: &&PathBuf| crate::files::is_configuration(path) && !is_shadowed(path);
    paths.iter().filter(is_configuration).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::Module;
    use crate::source::Sources;
    use std::path::Path;

    #[test]
    fn types_and_kinds_have_an_order_that_is_the_same_in_each_run() {
        let blocks = (0..20).map(|n| format!("resource \"t{n}\" \"a\" {{}}\nk{n} \"a\" {{}}\n"));
        let text: String = blocks.collect();
        let source = Sources::default().add(Path::new("main.tf"), &*text);
        let module = Module::of_text(source, &text);
        assert!(module.types().count() == 20 && module.types().is_sorted());
        assert!(module.kinds().count() > 20 && module.kinds().is_sorted());
    }
}
