//! The escapes of quoted strings.

/// What the text between two quotes stands for; `None` where Terraform refuses it.
pub(super) fn unescape(raw: &str) -> Option<String> {
    let mut text = String::with_capacity(raw.len());
    let mut chars = raw.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' | '\n' => return None,
            '\\' => text.push(match chars.next()? {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                c @ ('"' | '\\') => c,
                'u' => character(&mut chars, 4)?,
                'U' => character(&mut chars, 8)?,
                _ => return None,
            }),
            // Doubled, they begin no template.
            '$' | '%' if chars.as_str().starts_with(&format!("{c}{{")) => {
                chars.next();
                text.push(c);
            }
            c => text.push(c),
        }
    }
    Some(text)
}

fn character(chars: &mut std::str::Chars, digits: usize) -> Option<char> {
    let code = chars.as_str().get(..digits)?;
    chars.nth(digits - 1);
    let plain = code.bytes().all(|byte| byte.is_ascii_hexdigit());
    char::from_u32(u32::from_str_radix(code, 16).ok().filter(|_| plain)?)
}

#[cfg(test)]
mod tests {
    use super::unescape;

    #[test]
    fn escapes() {
        for (raw, text) in [
            (r#"{\"a\": 1}"#, r#"{"a": 1}"#),
            (r"\n\r\t\\n", "\n\r\t\\n"),
            (r"\u00e9\U0001F980", "é🦀"),
            ("$${a} %%{b} 5% $$ $", "${a} %{b} 5% $$ $"),
        ] {
            assert_eq!(unescape(raw).as_deref(), Some(text));
        }
        for refused in ["\"", "a\nb", r"\*", r"\u12", r"\ud800", "\\"] {
            assert_eq!(unescape(refused), None, "{refused:?}");
        }
    }
}
