//! Inputs: those of the fixtures, changed, and expressions that are made from nothing. Some are long, some are deep.

/// Numbers that look random, and are the same for the same seed.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// One below `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % bound.max(1)
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of.get(self.below(of.len())).copied().unwrap_or_default()
    }
}

/// How often something is repeated in a long input, and how deep something nests in a deep one.
const LONG: usize = 400;
const DEEP: usize = 60;

/// Pieces of the languages that are read.
const TOKENS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "\"",
    "${",
    "%{",
    "%{ if x }",
    "%{ endif ~}",
    "<<-X\n",
    "\nX\n",
    "=",
    "==",
    "=>",
    "?",
    ":",
    ",",
    "...",
    ".",
    "[*]",
    ".*",
    ".0",
    "[0]",
    "-",
    "!",
    "&&",
    "\n",
    "\r",
    "#",
    "/*",
    "*/",
    "\\",
    "\\u001b",
    "\u{1b}",
    "\u{202e}",
    "\u{feff}",
    "é",
    "for x in y : ",
    "each.key",
    "var.",
    "local.a",
    "null",
    "true",
    "1e999999999",
    "0x",
    "-0",
    "18446744073709551616",
    "sensitive(",
    "try(",
    "jsonencode(",
    "dynamic \"a\" {",
    "count = 3\n",
    "for_each = toset([])\n",
    "lifecycle {\n",
    "```hcl\n",
    "# ",
    "---\n",
    "$$",
    "$${",
    "\\\"",
    "\u{0}",
];
const CALLS: &[&str] = &[
    "try",
    "can",
    "length",
    "merge",
    "concat",
    "flatten",
    "join",
    "split",
    "format",
    "jsonencode",
    "jsondecode",
    "toset",
    "tolist",
    "tomap",
    "tonumber",
    "tostring",
    "keys",
    "values",
    "lookup",
    "element",
    "slice",
    "range",
    "regex",
    "regexall",
    "replace",
    "cidrsubnet",
    "sensitive",
    "nonsensitive",
    "coalesce",
    "zipmap",
    "setproduct",
    "templatestring",
    "substr",
    "sort",
    "distinct",
    "chunklist",
    "yamldecode",
    "base64decode",
    "formatdate",
    "timeadd",
];
const LEAVES: &[&str] = &[
    "1",
    "-1",
    "0.5",
    "1e40",
    "null",
    "true",
    "\"\"",
    "\"a\"",
    "\"${1}b\"",
    "\"\\u0000\"",
    "var.a",
    "var.secret",
    "local.a",
    "local.b",
    "each.key",
    "aws_lambda_function.f",
    "aws_lambda_function.f[*].arn",
    "data.x.y.z",
    "[]",
    "{}",
    "<<X\na ${var.a}\nX\n",
    "module.m.o",
    "path.module",
];

/// An expression of about that depth.
pub(crate) fn expression(random: &mut Random, depth: usize) -> String {
    if depth == 0 {
        return random.one(LEAVES).to_owned();
    }
    let part = |random: &mut Random| {
        let depth = random.below(depth);
        expression(random, depth)
    };
    let (a, b, c) = (part(random), part(random), part(random));
    match random.below(14) {
        0 => format!("[{a}, {b}]"),
        1 => format!("{{ a = {a}, (\"b\") = {b} }}"),
        2 => format!("{}({a}, {b})", random.one(CALLS)),
        3 => format!("{}({a})", random.one(CALLS)),
        4 => format!("({a} ? {b} : {c})"),
        5 => format!(
            "({a} {} {b})",
            random.one(&["+", "-", "*", "/", "%", "==", "!=", "<", "&&", "||"])
        ),
        6 => format!("[for k, v in {a} : {b} if {c}]"),
        7 => format!("{{ for k, v in {a} : k => {b}... }}"),
        8 => format!("\"x${{{a}}}y${{{b}}}\""),
        9 => format!("\"%{{ for v in {a} }}${{{b}}}%{{ endfor }}\""),
        10 => format!("({a})[{b}]"),
        11 => format!("({a})[*].a"),
        12 => format!("-{a}"),
        _ => format!("{}({a}, {b}, {c}...)", random.one(CALLS)),
    }
}

/// The text with one to some changes.
pub(crate) fn changed(random: &mut Random, text: &str, seeds: &[String]) -> String {
    let mut text = text.to_owned();
    for _ in 0..=random.below(4) {
        let (from, to) = (place(random, &text), place(random, &text));
        let (from, to) = (from.min(to), from.max(to));
        let piece = text.get(from..to).unwrap_or_default().to_owned();
        let new = match random.below(9) {
            0 => String::new(),
            1 => random.one(TOKENS).to_owned(),
            2 => format!("{}{piece}", random.one(TOKENS)),
            3 => {
                let piece: String = piece.chars().take(40).collect();
                piece.repeat(random.below(LONG))
            }
            4 => {
                let (open, close) =
                    [("(", ")"), ("[", "]"), ("{a=", "}"), ("\"${", "}\""), ("a {\n", "\n}\n")]
                        [random.below(5)];
                let times = random.below(DEEP);
                let piece: String = piece.chars().take(200).collect();
                format!("{}{piece}{}", open.repeat(times), close.repeat(times))
            }
            5 => random.one(TOKENS).repeat(random.below(LONG)),
            6 => {
                let other = seeds.get(random.below(seeds.len())).map_or("", String::as_str);
                let (from, to) = (place(random, other), place(random, other));
                other.get(from.min(to)..from.max(to)).unwrap_or_default().to_owned()
            }
            7 => expression(random, 4),
            _ => piece.chars().rev().collect(),
        };
        text.replace_range(from..to, &new);
    }
    // What is too large is refused before it is read.
    let end = (0..=text.len().min(60_000)).rev().find(|at| text.is_char_boundary(*at));
    text.truncate(end.unwrap_or(0));
    text
}

/// A place between two characters, near another one more often than not.
fn place(random: &mut Random, text: &str) -> usize {
    let at = random.below(text.len() + 1);
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}
