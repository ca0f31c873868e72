//! Variables of the environment that are named as settings are, and are none.
//!
//! They are told and no mistake, unlike an unknown key of the configuration file. The file is written for this
//! program, the environment is not: a deployment may set what only another version knows, and Kubernetes puts
//! variables there for each Service, which for one that is called `nutgraf` begin as settings do.

use std::collections::BTreeSet;
use std::fmt;

use clap::Command;

use super::nearest::nearest;

/// What the variables of all settings begin with.
const PREFIX: &str = "NUTGRAF_";

/// A variable that is no setting.
#[derive(Debug, PartialEq, Eq)]
pub struct Stray {
    name: String,
    nearest: Option<String>,
}

impl fmt::Display for Stray {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.name;
        match &self.nearest {
            Some(nearest) => write!(
                f,
                "{name} is no setting and changes nothing; is it meant for {nearest}?"
            ),
            None => write!(
                f,
                "{name} is no setting and changes nothing; `nutgraf serve --help` has those that are"
            ),
        }
    }
}

/// Those of the variables `given` that are named as the settings of `command` are and are none.
pub fn strays(command: &Command, given: impl Iterator<Item = String>) -> Vec<Stray> {
    let known = variables(command);
    let given: BTreeSet<String> = given.filter(|name| is_ours(name)).collect();
    let services: Vec<&str> = given
        .iter()
        .filter_map(|name| name.strip_suffix("_SERVICE_HOST"))
        .collect();
    let of_a_service = |name: &str| services.iter().any(|service| is_link(name, service));
    let strays = given
        .iter()
        .filter(|name| !known.contains(*name) && !of_a_service(name));
    strays
        .map(|name| Stray {
            name: name.clone(),
            nearest: meant_by(name, &known),
        })
        .collect()
}

/// Whether a variable's name begins as those of settings do, in capitals or not.
fn is_ours(name: &str) -> bool {
    name.get(..PREFIX.len())
        .is_some_and(|begin| begin.eq_ignore_ascii_case(PREFIX))
}

/// The variables of `command` and all its subcommands.
fn variables(command: &Command) -> BTreeSet<String> {
    let own = command.get_arguments().filter_map(|arg| arg.get_env());
    let own = own.map(|name| name.to_string_lossy().into_owned());
    own.chain(command.get_subcommands().flat_map(variables))
        .collect()
}

/// Whether Kubernetes makes a variable of that name for a Service: `NUTGRAF_SERVICE_HOST`, and with it
/// `NUTGRAF_SERVICE_PORT`, `NUTGRAF_SERVICE_PORT_GRPC`, `NUTGRAF_PORT`, `NUTGRAF_PORT_50051_TCP_ADDR` and so on.
fn is_link(name: &str, service: &str) -> bool {
    let Some(rest) = name.strip_prefix(service) else {
        return false;
    };
    rest == "_SERVICE_HOST"
        || ["_SERVICE_PORT", "_PORT"].iter().any(|link| {
            let more = rest.strip_prefix(link);
            more.is_some_and(|more| more.is_empty() || more.starts_with('_'))
        })
}

/// The variable of those `known` that is most like `name`, if one is.
fn meant_by(name: &str, known: &BTreeSet<String>) -> Option<String> {
    // All have the prefix in common, which tells nothing.
    let own = known.iter().filter_map(|known| known.strip_prefix(PREFIX));
    let nearest = nearest(name.get(PREFIX.len()..)?, own)?;
    Some(format!("{PREFIX}{nearest}"))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::{strays, variables};
    use crate::cli::Cli;

    fn told(given: &[&str]) -> Vec<(String, Option<String>)> {
        let strays = strays(&Cli::command(), given.iter().map(|name| name.to_string()));
        strays
            .into_iter()
            .map(|stray| (stray.name, stray.nearest))
            .collect()
    }

    #[test]
    fn what_is_no_setting_is_told_with_the_nearest_that_is() {
        for (name, nearest) in [
            ("NUTGRAF_LISTN", Some("NUTGRAF_LISTEN")),
            ("NUTGRAF_MAX_TXT_BYTES", Some("NUTGRAF_MAX_TEXT_BYTES")),
            (
                "NUTGRAF_HEALTHCHECK_ADMN",
                Some("NUTGRAF_HEALTHCHECK_ADMIN"),
            ),
            ("nutgraf_listen", Some("NUTGRAF_LISTEN")),
            ("NUTGRAF_", None),
            // Without a Service it is somebody's idea of a setting.
            ("NUTGRAF_PORT", None),
            ("NUTGRAF_SERVICE_PORT", None),
        ] {
            let expected = (name.to_owned(), nearest.map(str::to_owned));
            assert_eq!(told(&[name]), [expected], "{name}");
        }
    }

    #[test]
    fn settings_and_what_is_not_named_like_them_are_not_told() {
        let names = [
            "NUTGRAF_LISTEN",
            "NUTGRAF_HEALTHCHECK_ADMIN",
            "NUTGRAFICA",
            "NUTGRAF",
            "PATH",
            "ÑUTGRAF_",
        ];
        assert_eq!(told(&names), []);
    }

    /// As Kubernetes 1.30 makes them for Services `nutgraf` and `nutgraf-canary` with ports that have names.
    #[test]
    fn what_kubernetes_makes_of_services_is_not_told() {
        for service in ["NUTGRAF", "NUTGRAF_CANARY"] {
            let links = [
                "SERVICE_HOST",
                "SERVICE_PORT",
                "SERVICE_PORT_GRPC",
                "SERVICE_PORT_ADMIN",
                "PORT",
                "PORT_50051_TCP",
                "PORT_50051_TCP_PROTO",
                "PORT_50051_TCP_PORT",
                "PORT_50051_TCP_ADDR",
                "PORT_9464_TCP",
            ];
            let mut names: Vec<String> = links
                .iter()
                .map(|link| format!("{service}_{link}"))
                .collect();
            names.push("NUTGRAF_PROT".to_owned());
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let told: Vec<String> = told(&names).into_iter().map(|(name, _)| name).collect();
            assert_eq!(told, ["NUTGRAF_PROT"], "{service}");
        }
    }

    /// A Service `nutgraf-drain` has `NUTGRAF_DRAIN_PORT`, one `nutgraf` has `NUTGRAF_PORT`: a setting of such a name
    /// would be set by whoever names a Service.
    #[test]
    fn no_setting_is_named_as_kubernetes_names_variables_of_services() {
        let known = variables(&Cli::command());
        assert!(known.len() > 30, "{known:?}");
        for name in known {
            let link =
                name.ends_with("_PORT") || name.contains("_PORT_") || name.contains("_SERVICE_");
            assert!(!link, "{name}");
        }
    }
}
