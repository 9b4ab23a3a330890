//! Which integrations of an API invoke which function.

use super::arn::open_stage_variables;
use super::route::Route;
use super::uri::is_lambda_uri;
use super::{INTEGRATION, function};
use crate::ask::Site;
use crate::convert::to_text_or_unknown;
use crate::value::{Address, BlockValue, Truth, Value};
use crate::world::{Filter, same_block};
use hashbrown::HashMap;
use std::cell::OnceCell;
use std::sync::Arc;

/// The integrations of an API, by the functions that they invoke.
pub(super) struct Invoking {
    integrations: Vec<Integration>,
    pub(super) may_be_more: bool,
    by_function: HashMap<Address, Vec<usize>>,
    /// Those of which it is not certain which function it is.
    open: Vec<usize>,
}

/// An integration, and the requests to its method.
pub(super) struct Integration {
    pub(super) block: Arc<BlockValue>,
    route: OnceCell<Route>,
}

impl Integration {
    pub(super) fn route(&self, site: &Site) -> &Route {
        self.route.get_or_init(|| Route::of_integration(&self.block, site))
    }
}

impl Invoking {
    pub(super) fn of(filter: &Filter, site: &Site) -> Self {
        let matching = site.matching(INTEGRATION, filter);
        let found = matching.blocks.iter();
        let found =
            found.map(|block| Integration { block: Arc::clone(block), route: OnceCell::new() });
        let mut invoking = Self {
            integrations: found.collect(),
            may_be_more: matching.may_be_more,
            by_function: HashMap::new(),
            open: Vec::new(),
        };
        for (position, integration) in invoking.integrations.iter().enumerate() {
            let uri = integration.block.written("uri");
            if is_lambda(&uri) == Truth::False {
                continue;
            }
            match function::block(&uri, site).filter(|function| is_one(function)) {
                Some(function) => {
                    let of_function = invoking.by_function.entry(function.address.clone());
                    of_function.or_default().push(position);
                }
                None => invoking.open.push(position),
            }
        }
        invoking
    }

    /// Those that may invoke a function, in their order.
    pub(super) fn that_may_invoke(&self, function: &BlockValue) -> Vec<&Integration> {
        if !is_one(function) {
            return self.integrations.iter().collect();
        }
        let known = self.by_function.get(&function.address).into_iter().flatten();
        let mut positions: Vec<usize> = known.chain(&self.open).copied().collect();
        positions.sort_unstable();
        positions.iter().filter_map(|position| self.integrations.get(*position)).collect()
    }
}

/// Whether it is known which instance of a block it is.
fn is_one(block: &BlockValue) -> bool {
    same_block(block, block) == Truth::True
}

/// Whether a `uri` invokes a function.
fn is_lambda(uri: &Value) -> Truth {
    if uri.is_null() == Truth::True {
        return Truth::False;
    }
    let text = to_text_or_unknown(uri).map(|text| open_stage_variables(&text));
    text.as_ref().map_or(Truth::Unknown, is_lambda_uri)
}

/// Whether a `uri` invokes that function.
pub(super) fn is_with(uri: &Value, function: &BlockValue, site: &Site) -> Truth {
    let is_lambda = is_lambda(uri);
    if is_lambda == Truth::False {
        return Truth::False;
    }
    let invoked = function::block(uri, site);
    is_lambda.and(invoked.map_or(Truth::Unknown, |invoked| same_block(&invoked, function)))
}
