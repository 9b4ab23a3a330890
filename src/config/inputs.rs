//! `inputs "prod" { var_files = [...] }`: what a root is checked with, once for each set.

use super::{Config, ConfigError, Configs, Setting};
use crate::files::{Files, parent};
use crate::module::Inputs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Values for the variables of roots, under a name.
#[derive(Debug, Clone)]
pub(crate) struct InputSet {
    pub(crate) name: Arc<str>,
    /// Where the text names it, in bytes.
    pub(super) at: usize,
    /// The variables files, from the folder of the configuration, each with its place in the text.
    pub(super) files: Vec<(PathBuf, Range<usize>)>,
    /// What they set; nothing before they are read.
    pub(crate) inputs: Arc<Inputs>,
}

impl Config {
    /// Reads the variables files of its sets.
    ///
    /// # Errors
    ///
    /// When one cannot be read, at its place.
    pub(super) fn read_inputs(&mut self, files: &Files) -> Result<(), ConfigError> {
        let folder = parent(&self.path);
        let mut read = Vec::new();
        for set in &self.inputs {
            let mut inputs = Inputs::default();
            for (file, range) in &set.files {
                let path = folder.join(file);
                // A configuration is part of what is checked, and leads no further than that.
                let of_file = Inputs::of_file(files, &path).map_err(|why| {
                    let message = if files.is_missing(&path) {
                        "there is no such variables file".to_owned()
                    } else {
                        format!("this variables file cannot be read: {why}")
                    };
                    self.wrong(
                        range.clone(),
                        message,
                        "paths begin in the folder of the configuration",
                    )
                })?;
                inputs = of_file.over(&inputs);
            }
            read.push(Arc::new(inputs));
        }
        for (set, inputs) in self.inputs.iter_mut().zip(read) {
            set.inputs = inputs;
        }
        Ok(())
    }
}

impl Configs {
    /// The sets of inputs that the roots in a folder are checked with: those of the nearest configuration that has some.
    pub(crate) fn inputs(&self, real: &Path) -> &[InputSet] {
        let holding = self.holding(real).into_iter().rev();
        holding.map(|config| config.inputs.as_slice()).find(|sets| !sets.is_empty()).unwrap_or(&[])
    }

    /// The same, each with the line that names it.
    pub(crate) fn input_settings(&self, real: &Path) -> Vec<Setting<Arc<str>>> {
        let mut holding = self.holding(real).into_iter().rev();
        let nearest = holding.find(|config| !config.inputs.is_empty());
        let settings = nearest.map(|config| {
            let set = |set: &InputSet| config.setting(Arc::clone(&set.name), set.at);
            config.inputs.iter().map(set).collect()
        });
        settings.unwrap_or_default()
    }
}
