class Bare extends null {}
new Bare();
