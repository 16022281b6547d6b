class Server {
  constructor({ port }) {
    this.port = port;
  }
}
new Server();
