//! Functions that clients declare in the program, to be called back (pure).

use runtime::debug::message::{ClientId, Command, Request};

use super::plan::Shape;
use super::{Cdp, Effect};

impl Cdp {
    pub(super) fn add_binding(
        &mut self,
        client: ClientId,
        name: String,
        (id, method): (i64, String),
    ) -> Vec<Effect> {
        self.change(client, |client| {
            client.bindings.insert(name.clone());
        });
        self.ask(client, Request::AddBinding(name), (id, method, Shape::Empty))
    }

    /// In a new context; the engine may be another one.
    pub(super) fn bind_again(&mut self) -> Vec<Effect> {
        let all: Vec<(ClientId, String)> = self
            .clients
            .iter()
            .flat_map(|(client, state)| state.bindings.iter().map(|name| (*client, name.clone())))
            .collect();
        // Nobody waits for its answer.
        let ask = |(client, name)| Command::Ask {
            client,
            id: self.next_request(),
            request: Request::AddBinding(name),
        };
        all.into_iter().map(ask).map(Effect::Core).collect()
    }
}
