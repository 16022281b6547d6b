;(function () { var root = typeof global == "object" && global; root.fromIife = "set"; }).call(this);
