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
    let token = unbroken(head);
    (web && token.len() > 4 || is_mail(token)).then_some(token.len())
}

/// What stands together at the beginning of `text`, without marks that end it.
pub fn unbroken(text: &str) -> &str {
    let end = text.find(|c: char| c.is_whitespace() || !c.is_ascii() || "\"<>(){}[],;".contains(c));
    let together = text.get(..end.unwrap_or(text.len())).unwrap_or_default();
    together.trim_end_matches(|c: char| !c.is_ascii_alphanumeric() && c != '/')
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
