//! The line of YAML that is being written: what stands on it decides what has to come before the next word.

/// The text so far, and what is known of its last line.
pub(super) struct Line {
    pub(super) text: String,
    /// Characters on the last line.
    pub(super) column: usize,
    /// Whether nothing but blanks, `-`, `?` and `:` stand on the last line.
    pub(super) only_indicators: bool,
    /// Whether no blank is needed before the next word.
    spaced: bool,
}

impl Default for Line {
    fn default() -> Self {
        Self { text: String::new(), column: 0, only_indicators: true, spaced: true }
    }
}

impl Line {
    pub(super) fn push(&mut self, c: char) {
        self.text.push(c);
        self.column += 1;
    }

    pub(super) fn line_break(&mut self, c: char) {
        self.text.push(c);
        self.column = 0;
        self.only_indicators = true;
        self.spaced = true;
    }

    /// Goes to a column: of this line if it is not beyond it, else of the next one.
    pub(super) fn break_to(&mut self, indent: usize) {
        let full = self.column > indent || self.column == indent && !self.spaced;
        if !self.only_indicators || full {
            self.line_break('\n');
        }
        while self.column < indent {
            self.push(' ');
        }
        self.spaced = true;
        self.only_indicators = true;
    }

    /// Writes a sign; `may_precede` says that a node may begin on the line behind it.
    pub(super) fn indicator(&mut self, sign: &str, needs_blank: bool, may_precede: bool) {
        if needs_blank && !self.spaced {
            self.push(' ');
        }
        sign.chars().for_each(|c| self.push(c));
        self.spaced = false;
        self.only_indicators &= may_precede;
    }

    /// Writes a word that has no quotes.
    pub(super) fn word(&mut self, word: &str) {
        self.indicator(word, true, false);
    }
}

/// Whether YAML takes a character for the end of a line.
pub(super) fn is_break(c: char) -> bool {
    matches!(c, '\r' | '\n' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether a character stands for itself.
pub(super) fn is_printed(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}') && c != '\u{feff}'
}

/// What a character is written as in double quotes.
pub(super) fn escape(c: char) -> String {
    let letter = match c {
        '"' | '\\' => c,
        '\0' => '0',
        '\u{7}' => 'a',
        '\u{8}' => 'b',
        '\t' => 't',
        '\n' => 'n',
        '\u{b}' => 'v',
        '\u{c}' => 'f',
        '\r' => 'r',
        '\u{1b}' => 'e',
        '\u{85}' => 'N',
        '\u{a0}' => '_',
        '\u{2028}' => 'L',
        '\u{2029}' => 'P',
        _ => {
            return match u32::from(c) {
                code @ ..=0xff => format!("\\x{code:02X}"),
                code @ ..=0xffff => format!("\\u{code:04X}"),
                code => format!("\\U{code:08X}"),
            };
        }
    };
    format!("\\{letter}")
}
