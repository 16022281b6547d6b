// Console calls as text: the format directives of the console standard, in Node's reading of them.
(function (P, host, inspector) {
  "use strict";
  const { inspect, primitive, isObject } = inspector;

  /** A console call's arguments as one text, with the format directives of the console standard. */
  function format(args) {
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
      out += typeof args[i] === "string" ? args[i] : inspect(args[i]);
    }
    return out;
  }

  function directiveText(directive, argument) {
    switch (directive) {
      case "s":
        if (typeof argument === "string") return argument;
        return isObject(argument) ? inspect(argument, 0) : primitive(argument);
      case "d": case "i": case "f": {
        if (typeof argument === "bigint" && directive !== "f") return `${P.String(argument)}n`;
        if (directive === "d" && isObject(argument) && host.kindOf(argument) === "date") {
          return primitive(P.dateGetTime(argument));
        }
        if (isObject(argument) || typeof argument === "symbol") return "NaN";
        const text = P.String(argument);
        if (directive === "f") return primitive(P.parseFloat(text));
        return primitive(directive === "i" ? P.parseInt(text) : P.Number(argument));
      }
      case "j":
        // Would call `toJSON` and getters of the program.
        return isObject(argument) ? inspect(argument, 4) : P.String(P.stringify(argument));
      case "o": return inspect(argument, 4, true);
      case "O": return inspect(argument);
      case "c": return "";
      default: return null;
    }
  }

  return { __proto__: null, format };
})
