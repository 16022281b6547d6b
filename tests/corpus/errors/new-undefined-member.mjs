const three = { Scene: class {} };
new three.Scene();
const camera = new three
  .PerspectiveCamera(
    75,
    16 / 9,
  );
console.log(camera);
