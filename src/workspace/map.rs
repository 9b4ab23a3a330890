//! The folders of a run: which are roots, and which are checked where they are called.

use super::{Survey, Workspace};
use crate::files::{Files, Folder, Walked, is_configuration, parent};
use crate::tree::Library;
use globset::GlobSet;
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

/// The folders of a run, those that they call, and those of the workspace that may call them.
#[derive(Default)]
pub(crate) struct Map {
    places: Vec<Place>,
    /// By the one name that the system has.
    by_name: HashMap<PathBuf, usize>,
    /// By the path that is shown.
    by_dir: HashMap<PathBuf, usize>,
    /// What may be called from where something cannot be parsed, and whether that was asked for.
    suspected: HashMap<PathBuf, bool>,
}

/// A folder.
pub(crate) struct Place {
    /// What of it was asked for: nothing of one that is looked at for what it calls, or is called for.
    pub(crate) asked: Folder,
    pub(crate) survey: Survey,
    /// The one name that the system has for it.
    real: PathBuf,
}

impl Place {
    pub(crate) fn dir(&self) -> &Path {
        &self.asked.dir
    }

    fn is_asked(&self) -> bool {
        self.asked.is_named || self.has_named_files()
    }

    fn has_named_files(&self) -> bool {
        !self.asked.files.is_empty()
    }
}

impl Map {
    /// Takes a quick look at all folders, and at those that they call. Who calls a module is looked for in the whole
    /// workspace if that matters.
    pub(crate) fn of(
        workspace: &Workspace,
        library: &Library,
        walked: &Walked,
        exclude: &GlobSet,
    ) -> Self {
        let files = library.files();
        let mut map = Self::default();
        let mut folders = walked.folders.clone();
        // Each round begins with folders that nobody has looked at; the last one finds none.
        while map.add(workspace, library, folders) > 0 {
            folders = map.led_to(files);
        }
        let is_whole = files.roots().iter().all(|root| walked.starts.contains(root));
        if !is_whole && (0..map.places.len()).any(|position| map.needs_callers(position)) {
            let outside = workspace.walk_around(exclude);
            let is_new = |folder: &Folder| !map.by_dir.contains_key(&folder.dir);
            let outside = outside.into_iter().filter(is_new).map(|folder| seen(folder.dir));
            map.add(workspace, library, outside.collect());
        }
        for place in &map.places {
            for called in &place.survey.calls.possible {
                *map.suspected.entry(called.clone()).or_default() |= place.is_asked();
            }
        }
        map
    }

    /// Looks at the folders; how many there are.
    fn add(&mut self, workspace: &Workspace, library: &Library, folders: Vec<Folder>) -> usize {
        let look = |asked: Folder| {
            let real = library.files().real(&asked.dir)?;
            let is_asked = asked.is_named || !asked.files.is_empty();
            let survey = Survey::of(workspace, library, &asked.dir, &real, is_asked);
            Some(Place { asked, survey, real })
        };
        let places: Vec<Place> = folders.into_par_iter().filter_map(look).collect();
        let count = places.len();
        for place in places {
            let position = self.places.len();
            self.by_name.insert(place.real.clone(), position);
            self.by_dir.insert(place.dir().to_path_buf(), position);
            self.places.push(place);
        }
        count
    }

    /// The folders that are called, and that nobody has looked at. The workspace may grow by them.
    fn led_to(&mut self, files: &Files) -> Vec<Folder> {
        let mut led_to = BTreeSet::new();
        for Place { real, survey, .. } in &mut self.places {
            let calls = &mut survey.calls;
            let (inside, beyond) = std::mem::take(&mut calls.beyond)
                .into_iter()
                .partition(|folder| files.widen(real, folder));
            calls.beyond = beyond;
            calls.inside.extend::<BTreeSet<PathBuf>>(inside);
            let is_new = |called: &&PathBuf| !self.by_name.contains_key(*called);
            let led = calls.inside.iter().chain(&calls.possible);
            led_to.extend(led.filter(is_new).cloned());
        }
        led_to.retain(|real| files.list(real).iter().any(|path| is_configuration(path)));
        led_to.into_iter().map(|real| seen(files.shown(&real))).collect()
    }

    /// Whether it has to be known who calls a folder: the call sets its variables, or a named file is a part of its tree.
    fn needs_callers(&self, position: usize) -> bool {
        self.places.get(position).is_some_and(|place| {
            place.has_named_files()
                || place.asked.is_named && place.survey.has_variables && self.is_relevant(place)
        })
    }

    /// The folders to begin at, and whether each is called from where nobody looks. All others are checked where they
    /// are called.
    pub(crate) fn roots(&self) -> Vec<(&Place, bool)> {
        let called: HashSet<usize> =
            self.places.iter().flat_map(|place| self.calls(place)).collect();
        let mut reached = HashSet::new();
        let mut roots = Vec::new();
        for (position, place) in self.places.iter().enumerate() {
            if called.contains(&position) {
                continue;
            }
            let below = self.below([position]);
            if self.at(&below).any(Place::is_asked) || self.is_part_of_what_was_asked(place) {
                roots.push((place, self.suspected.contains_key(&place.real)));
            }
            reached.extend(below);
        }
        // Modules that call each other in a circle have no root: one of them has to be.
        for (position, place) in self.places.iter().enumerate() {
            if place.is_asked() && !reached.contains(&position) {
                roots.push((place, true));
                reached.extend(self.below([position]));
            }
        }
        roots
    }

    /// Whether something that was asked for may call it.
    fn is_part_of_what_was_asked(&self, place: &Place) -> bool {
        self.suspected.get(&place.real).copied().unwrap_or(false)
    }

    /// Folders of which something cannot be parsed that may call what was asked for.
    pub(crate) fn suspects(&self) -> impl Iterator<Item = &Place> {
        let is_asked = |real: &PathBuf| {
            let place = self.by_name.get(real).and_then(|position| self.places.get(*position));
            place.is_some_and(Place::is_asked)
        };
        self.places.iter().filter(move |place| place.survey.calls.possible.iter().any(is_asked))
    }

    /// Whether a rule is about something in it, or in what it calls; so it is taken to be where a file was named.
    pub(crate) fn is_relevant(&self, place: &Place) -> bool {
        self.at(&self.below_of(place))
            .any(|place| place.survey.is_relevant || place.has_named_files())
    }

    /// The folder and all that it calls, and that they call.
    pub(crate) fn tree(&self, place: &Place) -> Vec<&Place> {
        let below = self.below_of(place).into_iter();
        below.filter_map(|position| self.places.get(position)).collect()
    }

    /// The folders of which everything is shown, if it is found from this root: of a tree that a named file is a part of
    /// all, else those that were asked for and what they call.
    pub(crate) fn view(&self, root: &Place) -> View<'_> {
        let below = self.below_of(root);
        let is_all = self.is_part_of_what_was_asked(root);
        let seen = if is_all || self.at(&below).any(Place::has_named_files) {
            below
        } else {
            let is_asked =
                |position: &usize| self.places.get(*position).is_some_and(Place::is_asked);
            self.below(below.into_iter().filter(is_asked))
        };
        let is_whole = self.by_name.get(&root.real).is_some_and(|root| seen.contains(root));
        View { map: self, seen, is_whole }
    }

    /// What was found in the folder that is shown so, if it was looked at.
    pub(crate) fn place(&self, dir: &Path) -> Option<&Place> {
        self.places.get(*self.by_dir.get(dir)?)
    }

    /// Whether what lies in that file was named; `None` in a folder that was not looked at, such as one that Terraform
    /// has fetched a module into.
    pub(crate) fn is_named(&self, path: &Path) -> Option<bool> {
        let place = self.places.get(*self.by_dir.get(parent(path))?)?;
        Some(place.asked.is_named || place.asked.files.contains(path))
    }

    /// The folders of which something was named: their callers are known.
    pub(crate) fn named(&self) -> impl Iterator<Item = &Path> {
        self.places.iter().filter(|place| place.is_asked()).map(Place::dir)
    }

    /// The files that were named.
    pub(crate) fn named_files(&self) -> impl Iterator<Item = &PathBuf> {
        self.places.iter().flat_map(|place| &place.asked.files)
    }

    fn calls<'a>(&'a self, place: &'a Place) -> impl Iterator<Item = usize> + 'a {
        place.survey.calls.inside.iter().filter_map(|real| self.by_name.get(real).copied())
    }

    fn at<'a>(&'a self, positions: &'a BTreeSet<usize>) -> impl Iterator<Item = &'a Place> {
        positions.iter().filter_map(|position| self.places.get(*position))
    }

    fn below_of(&self, place: &Place) -> BTreeSet<usize> {
        self.below(self.by_name.get(&place.real).copied())
    }

    /// The folders and all that they call, and that those call.
    fn below(&self, positions: impl IntoIterator<Item = usize>) -> BTreeSet<usize> {
        let mut below: BTreeSet<usize> = positions.into_iter().collect();
        let mut rest: Vec<usize> = below.iter().copied().collect();
        while let Some(place) = rest.pop().and_then(|next| self.places.get(next)) {
            rest.extend(self.calls(place).filter(|called| below.insert(*called)));
        }
        below
    }
}

/// A folder of which nothing was asked for.
fn seen(dir: PathBuf) -> Folder {
    Folder { dir, ..Folder::default() }
}

/// What is shown of the tree of a root.
pub(crate) struct View<'a> {
    map: &'a Map,
    seen: BTreeSet<usize>,
    /// Whether the root is shown, and so what was fetched for it.
    is_whole: bool,
}

impl View<'_> {
    /// Whether everything that lies in the root is shown.
    pub(crate) fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// The folders that were looked at of which everything is shown.
    pub(crate) fn places(&self) -> impl Iterator<Item = &Place> {
        self.map.at(&self.seen)
    }

    /// Whether everything that lies in that file is shown.
    pub(crate) fn shows(&self, path: &Path) -> bool {
        let position = self.map.by_dir.get(parent(path));
        position.map_or(self.is_whole, |position| self.seen.contains(position))
    }
}
