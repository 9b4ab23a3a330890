//! The language server: what is found, while one types.
//!
//! It speaks the Language Server Protocol 3.17 on standard input and output. Each change is checked as the command line checks
//! the file: with the open texts over the disk, with its whole module, and with the modules that call it.

mod action;
mod around;
mod client;
mod completion;
mod definition;
mod diagnostic;
mod document;
mod given;
mod hover;
mod lens;
mod location;
mod outbox;
mod place;
mod position;
mod pull;
mod request;
mod server;
mod symbol;
#[cfg(test)]
mod tests;
mod workspace;

use crate::failure::Failure;
use client::Client;
pub(crate) use given::Given;
use lsp_server::Connection;
use server::Server;

/// Serves one client on standard input and output, until it says that it goes. Whether it did so in order.
///
/// # Errors
///
/// When what comes in is not the protocol.
pub(crate) fn serve(given: &Given) -> Result<bool, Failure> {
    let (Connection { sender, receiver }, threads) = Connection::stdio();
    // What comes in waits here, and not in the pipe: that a request is cancelled is known before its turn comes.
    let (Connection { receiver: waiting, .. }, Connection { sender: reader, .. }) =
        Connection::memory();
    let forward = move || receiver.into_iter().try_for_each(|message| reader.send(message));
    std::thread::Builder::new()
        .spawn(forward)
        .map_err(|error| Failure::Threads(error.to_string()))?;
    let connection = Connection { sender, receiver: waiting };
    let is_in_order = serve_on(&connection, given).map_err(Failure::Protocol)?;
    // The threads end when nobody is left who could give them something to write.
    drop(connection);
    threads.join().map_err(|error| Failure::Protocol(error.to_string()))?;
    Ok(is_in_order)
}

/// The same on any connection.
fn serve_on(connection: &Connection, given: &Given) -> Result<bool, String> {
    let (id, asked) = connection.initialize_start().map_err(|error| error.to_string())?;
    let asked: lsp_types::InitializeParams =
        serde_json::from_value(asked).map_err(|error| error.to_string())?;
    let client = Client::of(&asked);
    let offered = client.offered().map_err(|error| error.to_string())?;
    connection.initialize_finish(id, offered).map_err(|error| error.to_string())?;
    Ok(Server::new(connection, client, given, &client::folders(&asked)).serve())
}
