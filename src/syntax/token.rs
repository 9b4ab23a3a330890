//! The tokens of a Terraform file, as `scan` cuts them.

/// A piece of the text that means something. Between tokens there are only blanks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
    /// How many brackets, strings, heredocs and templates are open around the token. What opens and what closes
    /// stand at the same depth, that of the outside.
    pub(super) depth: usize,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Ident,
    Number,
    /// An operator, a separator, or a character that means nothing.
    Sign,
    /// `(`, `[`, `{`
    Open,
    /// `)`, `]`, `}`
    Close,
    /// `"`
    StringStart,
    /// `"`
    StringEnd,
    /// `<<MARKER` or `<<-MARKER` with the end of its line; `line::marker` tells which.
    HeredocStart,
    /// The marker, without the blanks around it.
    HeredocEnd,
    /// `${` or `%{`, with the `~` after it
    TemplateStart,
    /// `}`, with the `~` before it
    TemplateEnd,
    /// Text of a string or a heredoc, with its escapes.
    Literal,
    /// A line's end where there is code.
    Newline,
    /// A comment, without the end of its last line.
    Comment,
    Fault(Fault),
}

/// What does not close, or closes nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// A string that reaches the end of its line. It is empty, and the string ends here.
    String,
    /// A heredoc without an end: all of it, up to where `line::begins_block` says that a block begins.
    Heredoc,
    /// A `/*` without an end, as far as a heredoc would go.
    Comment,
    /// The end of the line before the marker of a heredoc in which a template is still open.
    Template,
    /// An empty place before a `}`: a parenthesis or square bracket inside of the braces is still open.
    Unclosed,
    /// A closing bracket for which nothing is open.
    Stray,
}
