//! What the services know of the call that they answer.

use std::time::Instant;

use tonic::Request;

use crate::interrupt::Interrupt;

/// What the server found out about a call; it travels in the request's extensions.
#[derive(Clone, Debug, Default)]
pub struct Call {
    /// The name that the log has for the call.
    pub request_id: String,
    /// When nobody waits for the answer any more.
    pub deadline: Option<Instant>,
}

impl Call {
    /// The call that `request` belongs to.
    pub fn of<T>(request: &Request<T>) -> Call {
        request
            .extensions()
            .get::<Call>()
            .cloned()
            .unwrap_or_default()
    }

    /// Raised when the call's deadline passes.
    pub fn interrupt(&self) -> Interrupt {
        Interrupt::at(self.deadline)
    }
}
