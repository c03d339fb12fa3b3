//! [`Report`]: the results of all runs of a workload, for people and as JSON.

use std::fmt::Write as _;

use durable_runtime::prelude::*;
use serde_json::{Map, Value, json};

use crate::settings::Settings;
use crate::statistics::median;
use crate::trial::Figures;
use crate::workload::{Target, Workload};

pub(crate) struct Report {
    settings: Settings,
    lines: Vec<Line>,
}

struct Line {
    name: String,
    value: f64,
    target: Option<Target>,
}

impl Report {
    /// The median of each figure.
    pub(crate) fn of_runs(
        workload: &Workload,
        settings: Settings,
        runs: &[Figures],
    ) -> Result<Self> {
        let first = runs
            .first()
            .ok_or_else(|| Failure::new("no run was made"))?;
        let line = |(index, (name, _)): (usize, &(String, f64))| {
            let target = workload.targets.iter().find(|(of, _)| of == name);
            let target = target.map(|(_, target)| *target);
            let values: Vec<f64> = runs.iter().map(|run| run[index].1).collect();
            Line {
                name: name.clone(),
                value: match target {
                    Some(Target::Never) => values.into_iter().fold(0.0, f64::max),
                    _ => median(&values),
                },
                target,
            }
        };
        let report = Self {
            settings,
            lines: first.iter().enumerate().map(line).collect(),
        };
        for (of, _) in workload.targets {
            if !report.lines.iter().any(|line| line.name == *of) {
                return Err(Failure::new(format!("no run noted `{of}`")));
            }
        }
        Ok(report)
    }

    /// One object: the settings, every figure by its name, and the targets.
    pub(crate) fn json(&self) -> Result<String> {
        let mut targets = Map::new();
        let mut object = Map::new();
        for line in &self.lines {
            object.insert(line.name.clone(), json!(line.value));
            if let Some(target) = line.target {
                let mut said = match target {
                    Target::AtLeast(least) => json!({ "at_least": least }),
                    Target::AtMost(most) => json!({ "at_most": most }),
                    Target::Never => json!({ "at_most": 0 }),
                };
                said["holds"] = target.holds(line.value).into();
                targets.insert(line.name.clone(), said);
            }
        }
        object.insert("workload".into(), self.settings.workload.into());
        object.insert("settings".into(), serde_json::to_value(&self.settings)?);
        object.insert("targets".into(), targets.into());
        Ok(Value::from(object).to_string())
    }

    pub(crate) fn table(&self) -> Result<String> {
        let mut text = format!("{}:", self.settings.workload);
        let settings = serde_json::to_value(&self.settings)?;
        for (name, value) in settings.as_object().into_iter().flatten() {
            let value = value.as_str().map_or_else(|| value.to_string(), Into::into);
            write!(text, " {name} {value},")?;
        }
        text.pop();
        writeln!(text, "; medians of the runs")?;
        let widest = self.lines.iter().map(|line| line.name.len()).max();
        let width = widest.unwrap_or_default();
        for line in &self.lines {
            let value = said(line.value);
            write!(text, "  {:width$}  {value:>14}", line.name)?;
            if let Some(target) = line.target {
                let wanted = match target {
                    Target::AtLeast(least) => format!("at least {}", said(least)),
                    Target::AtMost(most) => format!("at most {}", said(most)),
                    Target::Never => "none".into(),
                };
                let held = if target.holds(line.value) {
                    "holds"
                } else {
                    "misses"
                };
                write!(text, "  target {wanted}: {held}")?;
            }
            writeln!(text)?;
        }
        Ok(text)
    }
}

/// A number for people: with thousands separated, and only significant digits.
fn said(value: f64) -> String {
    let text = match value.abs() {
        0.0 => "0".to_owned(),
        large if large >= 100.0 => format!("{value:.0}"),
        middle if middle >= 10.0 => format!("{value:.1}"),
        middle if middle >= 1.0 => format!("{value:.2}"),
        _ => format!("{value:.3}"),
    };
    if text.contains('.') {
        return text;
    }
    let (sign, digits) = text
        .strip_prefix('-')
        .map_or(("", &*text), |rest| ("-", rest));
    let mut apart = String::from(sign);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            apart.push(',');
        }
        apart.push(digit);
    }
    apart
}
