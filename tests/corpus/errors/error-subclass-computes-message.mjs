class Wrong extends Error {
  constructor(info) {
    super(info.text.trim());
  }
}
throw new Wrong({});
