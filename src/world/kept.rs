//! What somebody found out about a world and keeps with it, since all of it has to be looked at.

use super::World;
use hashbrown::HashMap;
use std::any::{Any, TypeId};
use std::cell::RefCell;
use std::rc::Rc;

/// What was found, by what sort of thing it is and what it is about.
pub(super) type Kept = RefCell<HashMap<(TypeId, Box<str>), Rc<dyn Any>>>;

impl World<'_> {
    /// What `find` finds about something, found once for each type of finding.
    pub(crate) fn once<T: 'static>(&self, about: &str, find: impl FnOnce() -> T) -> Rc<T> {
        let key = (TypeId::of::<T>(), about.into());
        let known = self.kept.borrow().get(&key).cloned();
        if let Some(known) = known.and_then(|known| known.downcast().ok()) {
            return known;
        }
        let found = Rc::new(find());
        self.kept.borrow_mut().insert(key, Rc::clone(&found) as Rc<dyn Any>);
        found
    }
}
