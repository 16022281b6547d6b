for (const f of [() => { const {} = null; }, () => { const [] = {}; }, ({ a }) => a]) {
  try { f(); console.log("no"); } catch (error) { console.log(error.name); }
}
