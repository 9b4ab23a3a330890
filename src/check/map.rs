//! The folders of a run: which are roots, and which are checked where they are called.

use super::{Linter, Survey};
use crate::files::{Folder, Walked, parent, walk};
use crate::tree::Library;
use globset::GlobSet;
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

/// The folders of a run, and those of the workspace that may call them.
pub(super) struct Map {
    places: Vec<Place>,
    by_name: HashMap<PathBuf, usize>,
    by_dir: HashMap<PathBuf, usize>,
}

/// A folder.
pub(super) struct Place {
    pub(super) dir: PathBuf,
    pub(super) survey: Survey,
    /// The one name that the system has for it.
    real: PathBuf,
    asked: Asked,
}

/// What of a folder was asked for.
enum Asked {
    /// It is looked at for what it calls only.
    Nothing,
    All,
    Files(BTreeSet<PathBuf>),
}

impl Asked {
    fn is_any(&self) -> bool {
        !matches!(self, Self::Nothing)
    }
}

impl Map {
    /// Takes a quick look at all folders. Who calls a module is looked for in the whole workspace if that matters.
    pub(super) fn of(
        linter: &Linter,
        library: &Library,
        walked: &Walked,
        exclude: &GlobSet,
    ) -> Self {
        let look = |folder: &Folder, asked: Asked| {
            let real = library.files().real(&folder.dir)?;
            Some(Place {
                dir: folder.dir.clone(),
                survey: linter.survey(library, &folder.dir),
                real,
                asked,
            })
        };
        let places = walked.folders.par_iter().filter_map(|folder| {
            look(folder, folder.only.clone().map_or(Asked::All, Asked::Files))
        });
        let mut places: Vec<Place> = places.collect();
        let known: HashSet<PathBuf> = places.iter().map(|place| place.real.clone()).collect();
        let matters = |place: &Place| {
            let survey = &place.survey;
            survey.is_relevant && survey.has_variables
                || !survey.calls.iter().all(|called| known.contains(called))
        };
        if !walked.is_whole && places.iter().any(matters) {
            let outside =
                walk(library.files(), library.files().roots(), exclude).unwrap_or_default().folders;
            let outside = outside.par_iter().filter(|folder| {
                library.files().real(&folder.dir).is_some_and(|real| !known.contains(&real))
            });
            places.extend(
                outside.filter_map(|folder| look(folder, Asked::Nothing)).collect::<Vec<_>>(),
            );
        }
        let by = |name: fn(&Place) -> &PathBuf| {
            places
                .iter()
                .enumerate()
                .map(|(position, place)| (name(place).clone(), position))
                .collect()
        };
        let (by_name, by_dir) = (by(|place| &place.real), by(|place| &place.dir));
        Self { places, by_name, by_dir }
    }

    /// The folders to begin at, and whether each is called from where nobody looks. All others are checked where they
    /// are called.
    pub(super) fn roots(&self) -> Vec<(&Place, bool)> {
        let called: HashSet<usize> =
            self.places.iter().flat_map(|place| self.calls(place)).collect();
        let is_root = |position: &usize| !called.contains(position);
        let mut reached = HashSet::new();
        let mut roots = Vec::new();
        for position in (0..self.places.len()).filter(is_root) {
            let below = self.below(position);
            let concerns = below
                .iter()
                .any(|below| self.places.get(*below).is_some_and(|place| place.asked.is_any()));
            roots
                .extend(self.places.get(position).filter(|_| concerns).map(|place| (place, false)));
            reached.extend(below);
        }
        // Modules that call each other in a circle have no root: one of them has to be.
        for (position, place) in self.places.iter().enumerate() {
            if place.asked.is_any() && !reached.contains(&position) {
                roots.push((place, true));
                reached.extend(self.below(position));
            }
        }
        roots
    }

    /// Whether a rule is about something in it, or in what it calls.
    pub(super) fn is_relevant(&self, place: &Place) -> bool {
        let position = self.by_name.get(&place.real).copied();
        let below = position.map(|position| self.below(position)).unwrap_or_default();
        below
            .iter()
            .any(|below| self.places.get(*below).is_some_and(|place| place.survey.is_relevant))
    }

    /// Whether what lies in that file was asked for.
    pub(super) fn is_shown(&self, path: &Path) -> bool {
        let place = self.by_dir.get(parent(path)).and_then(|position| self.places.get(*position));
        place.is_none_or(|place| match &place.asked {
            Asked::Nothing => false,
            Asked::All => true,
            Asked::Files(files) => files.contains(path),
        })
    }

    /// How many folders and files were asked for.
    pub(super) fn counts(&self) -> (usize, usize) {
        let asked = self.places.iter().filter(|place| place.asked.is_any());
        let files = asked.clone().map(|place| match &place.asked {
            Asked::Files(files) => files.len(),
            _ => place.survey.files,
        });
        (asked.count(), files.sum())
    }

    fn calls<'a>(&'a self, place: &'a Place) -> impl Iterator<Item = usize> + 'a {
        place.survey.calls.iter().filter_map(|real| self.by_name.get(real).copied())
    }

    /// The folder and all that it calls, and that they call.
    fn below(&self, position: usize) -> BTreeSet<usize> {
        let mut below = BTreeSet::from([position]);
        let mut rest = vec![position];
        while let Some(place) = rest.pop().and_then(|next| self.places.get(next)) {
            rest.extend(self.calls(place).filter(|called| below.insert(*called)));
        }
        below
    }
}
