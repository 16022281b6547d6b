//! Patterns in the engine's order: an object is checked first and read key by key, an array is
//! iterated; after an array the engine marks where its pattern began.

use oxc::ast::ast::*;
use oxc::ast_visit::Visit;
use oxc::span::{GetSpan, Span};

use super::{Kind, Layout};

impl<'a> Layout<'_> {
    /// `whole` is what a reader is shown when an array cannot be taken apart.
    pub(super) fn pattern(&mut self, pattern: &BindingPattern<'a>, whole: Span) {
        self.pattern_of(pattern, whole, None);
    }

    /// The same, where what is taken apart is written.
    pub(super) fn pattern_of(&mut self, pattern: &BindingPattern<'a>, whole: Span, value: Option<Span>) {
        match pattern {
            BindingPattern::BindingIdentifier(_) => {}
            BindingPattern::ObjectPattern(it) => {
                self.unpacked(it.span, it.properties.first().map(GetSpan::span));
                for property in &it.properties {
                    if property.computed {
                        self.visit_property_key(&property.key);
                    }
                    self.key(property.key.static_name().as_deref(), property.span);
                    self.pattern(&property.value, property.span);
                }
            }
            BindingPattern::ArrayPattern(it) => {
                let anchor = self.value_of(it.span, whole);
                self.operation_on(Kind::Iterate, None, whole, anchor, value);
                for element in it.elements.iter().flatten() {
                    self.pattern(element, element.span());
                }
                if let Some(rest) = &it.rest {
                    self.pattern(&rest.argument, rest.span);
                }
                self.operation(Kind::Next, None, whole, it.span.start);
                self.mark(it.span.start);
            }
            BindingPattern::AssignmentPattern(it) => {
                self.branch(|layout| layout.visit_expression(&it.right));
                self.pattern(&it.left, whole);
            }
        }
    }

    /// The same for targets that exist already; those are marked one by one.
    pub(super) fn target_pattern(&mut self, target: &AssignmentTarget<'a>, whole: Span, value: Option<Span>) {
        match target {
            AssignmentTarget::ObjectAssignmentTarget(it) => {
                self.unpacked(it.span, it.properties.first().map(GetSpan::span));
                for property in &it.properties {
                    self.target_property(property);
                }
                if let Some(rest) = &it.rest {
                    self.fill_target(&rest.target);
                }
            }
            AssignmentTarget::ArrayAssignmentTarget(it) => {
                let anchor = self.value_of(it.span, whole);
                self.operation_on(Kind::Iterate, None, whole, anchor, value);
                for element in it.elements.iter().flatten() {
                    self.maybe_default(element);
                }
                if let Some(rest) = &it.rest {
                    self.fill_target(&rest.target);
                }
                self.operation(Kind::Next, None, whole, it.span.start);
                self.mark(it.span.start);
            }
            other => self.fill_target(other),
        }
    }

    fn target_property(&mut self, property: &AssignmentTargetProperty<'a>) {
        match property {
            AssignmentTargetProperty::AssignmentTargetPropertyIdentifier(it) => {
                self.key(Some(&it.binding.name), it.span);
                if let Some(init) = &it.init {
                    self.branch(|layout| layout.visit_expression(init));
                }
                self.operation(Kind::Assign, Some(&it.binding.name), it.span, it.span.start);
            }
            AssignmentTargetProperty::AssignmentTargetPropertyProperty(it) => {
                if it.computed {
                    self.visit_property_key(&it.name);
                }
                self.key(it.name.static_name().as_deref(), it.span);
                self.maybe_default(&it.binding);
            }
        }
    }

    fn maybe_default(&mut self, element: &AssignmentTargetMaybeDefault<'a>) {
        match element {
            AssignmentTargetMaybeDefault::AssignmentTargetWithDefault(it) => {
                self.target(&it.binding);
                self.branch(|layout| layout.visit_expression(&it.init));
                self.write(&it.binding, it.span);
            }
            other => {
                if let Some(target) = other.as_assignment_target() {
                    self.fill_target(target);
                }
            }
        }
    }

    /// One target within a pattern: evaluated, then written.
    pub(super) fn fill_target(&mut self, target: &AssignmentTarget<'a>) {
        if target.as_assignment_target_pattern().is_some() {
            return self.target_pattern(target, target.span(), None);
        }
        self.target(target);
        self.write(target, target.span());
    }

    /// Node stands on what cannot be iterated, if that is written after the pattern.
    fn value_of(&self, pattern: Span, whole: Span) -> u32 {
        let sign = self.sign(pattern.end, whole.end, "=");
        if sign == pattern.end { pattern.start } else { sign }
    }

    fn key(&mut self, name: Option<&str>, span: Span) {
        self.operation(Kind::Get, name, span, span.start);
    }

    /// Node stands on the first key, so a pattern over several lines is shown from there.
    fn unpacked(&mut self, span: Span, first: Option<Span>) {
        self.operation(Kind::Unpack, None, span, first.map_or(span.start, |first| first.start));
    }
}
