// Console calls as text: the format directives of the console standard, in Node's reading of them.
(function (P, host, inspector) {
  "use strict";
  const { inspect, primitive, isObject } = inspector;

  /** A console call's arguments as one text, with the format directives of the console standard. */
  function format(args) {
    if (args.length === 1 && typeof args[0] === "string") return args[0];
    if (whole !== undefined) return whole(args);
    let out = "", from = 0;
    if (args.length > 0 && typeof args[0] === "string") {
      const template = args[0];
      from = 1;
      if (args.length === 1 || !P.includes(template, "%")) out = template;
      else {
        let last = 0;
        for (let i = 0; i + 1 < template.length; i++) {
          if (template[i] !== "%") continue;
          const directive = template[i + 1];
          if (directive === "%") {
            out += P.slice(template, last, i) + "%"; last = i + 2; i++;
            continue;
          }
          if (from >= args.length) continue;
          const text = directiveText(directive, args[from]);
          if (text === null) continue;
          out += P.slice(template, last, i) + text;
          last = i + 2; i++; from++;
        }
        out += P.slice(template, last);
      }
    }
    for (let i = from; i < args.length; i++) {
      if (i > 0) out += " ";
      out += typeof args[i] === "string" ? args[i] : shown(args[i]);
    }
    return out;
  }

  // The library's formatting, once it is loaded: there the program may have other defaults.
  let whole;
  const use = (format) => { whole = format; };

  const CUSTOM = P.symbolFor("nodejs.util.inspect.custom");
  /** A program's own way to show a value. Most have none, and nothing is loaded. */
  const custom = (value, depth, asked) =>
    typeof value[CUSTOM] === "function" ? host.loadLibrary("internal:inspect").ownWay(value, depth, asked) : undefined;
  const OPTIONS = { __proto__: null, runs: true, custom };

  /** A value for the program's own eyes: it may show itself. */
  const shown = (value, depth, options) =>
    inspect(value, depth, false, options === undefined ? OPTIONS : { __proto__: null, ...options, ...OPTIONS });

  function directiveText(directive, argument) {
    if (!P.includes("sdifjoOc", directive)) return null;
    if (directive === "c") return "";
    if (directive === "s" && typeof argument === "string") return argument;
    if (directive === "s" && !isObject(argument)) return primitive(argument);
    return host.loadLibrary("internal:inspect").directive(directive, argument);
  }

  return { __proto__: null, format, shown, use };
})
