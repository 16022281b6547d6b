// one
/* two
   three */
const later = () => {
  // four
  throw new Error("here");
};
later();
