const config = {
  server: { tls: null },
};

const path = config
  .server
  .tls
  .certificate
  .path;
console.log(path);
