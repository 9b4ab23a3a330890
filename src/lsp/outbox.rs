//! What the server sends.

use lsp_server::{Connection, Message, Notification, Request};

/// The way to a client.
pub(super) struct Outbox<'c> {
    connection: &'c Connection,
    next_id: i32,
}

impl<'c> Outbox<'c> {
    pub(super) fn new(connection: &'c Connection) -> Self {
        Self { connection, next_id: 0 }
    }

    /// Asks to be told when a file changes that is not open.
    pub(super) fn watch(&mut self) {
        let watched = "**/{*.tf,*.tofu,*.tf.json,*.tofu.json,*.tfvars,*.hcl,*.yaml,*.yml,*.json,*.tpl,*.tftpl,*.vtl}";
        let options = serde_json::json!({ "watchers": [{ "globPattern": watched }] });
        let watch = serde_json::json!({
            "registrations": [{
                "id": "files",
                "method": "workspace/didChangeWatchedFiles",
                "registerOptions": options,
            }],
        });
        self.request("client/registerCapability", watch);
    }

    /// Asks for something, and waits for no answer.
    pub(super) fn request(&mut self, method: &str, params: serde_json::Value) {
        self.next_id += 1;
        let request = Request { id: self.next_id.into(), method: method.to_owned(), params };
        self.send(request.into());
    }

    pub(super) fn notify(&self, method: &str, params: impl serde::Serialize) {
        self.send(Notification::new(method.to_owned(), params).into());
    }

    /// The client may be gone.
    pub(super) fn send(&self, message: Message) {
        let _ = self.connection.sender.send(message);
    }

    /// Says something to the user.
    pub(super) fn warn(&self, message: &str) {
        let params = serde_json::json!({ "type": 1, "message": format!("gatelint: {message}") });
        self.notify("window/showMessage", params);
    }

    /// Says something to whoever looks at the logs.
    pub(super) fn log(&self, message: &str) {
        let params = serde_json::json!({ "type": 2, "message": message });
        self.notify("window/logMessage", params);
    }
}
