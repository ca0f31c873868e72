//! Addresses of the web and of mail, and names of social networks.

use super::LONGEST;

/// Beginnings of web addresses.
static SCHEMES: [&str; 4] = ["http://", "https://", "ftp://", "www."];

/// Bytes of the longest name before the at sign of a mail address.
const NAME: usize = 64;

/// The length of the address that `rest` begins with; `None` if it begins with none. `mail` says
/// whether mail addresses are worth looking for.
pub fn length(rest: &str, mail: bool) -> Option<usize> {
    let reach = rest.floor_char_boundary(LONGEST);
    let head = rest.get(..reach)?;
    let web = SCHEMES.iter().any(|scheme| {
        head.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    let sign =
        |head: &str| memchr::memchr(b'@', head.as_bytes().get(..NAME).unwrap_or(head.as_bytes()));
    if !(web || mail && sign(head).is_some()) {
        return None;
    }
    let end = head.find(|c: char| c.is_whitespace() || !c.is_ascii() || "\"<>(){}[],;".contains(c));
    let token = head.get(..end.unwrap_or(head.len()))?;
    let token = token.trim_end_matches(|c: char| !c.is_ascii_alphanumeric() && c != '/');
    (web && token.len() > 4 || is_mail(token)).then_some(token.len())
}

/// Whether `token` has a name, an at sign, and a domain with a full stop.
fn is_mail(token: &str) -> bool {
    let Some((name, domain)) = token.split_once('@') else {
        return false;
    };
    let plain = |part: &str| {
        part.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b".-_+".contains(&byte))
    };
    !name.is_empty() && domain.contains('.') && plain(name) && plain(domain)
}
