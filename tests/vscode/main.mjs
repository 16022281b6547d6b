// The extension in a real VS Code, as a person meets it, one scene after the other.
//
// node main.mjs SAVELOOP FOLDER PICTURES [SCENE ...], with Node 24, and SAVELOOP_TEST_{VSCODE,CHROMIUM,NPM} naming what
// is installed. FOLDER takes what a run leaves, PICTURES the screens.
import { join } from "node:path";
import { CodeServer, launch, Workbench } from "./workbench.mjs";
import * as debugging from "./scenes/debugging.mjs";
import * as firstRun from "./scenes/first_run.mjs";
import * as host from "./scenes/host.mjs";
import * as loop from "./scenes/loop.mjs";
import * as several from "./scenes/several.mjs";
import * as testing from "./scenes/testing.mjs";

const SCENES = { firstRun, debugging, loop, host, several, testing };

const [saveloop, folder, pictures, ...named] = process.argv.slice(2);
const server = await CodeServer.start({ tools: process.env.SAVELOOP_TEST_VSCODE, folder, saveloop });
const browser = await launch();
try {
  for (const [name, scene] of Object.entries(SCENES)) {
    if (named.length > 0 && !named.includes(name)) continue;
    const begin = Date.now();
    const workbench = await Workbench.open(browser, server, name, scene.files);
    try {
      await scene.play(workbench, (picture) => workbench.picture(join(pictures, picture)), server);
    } catch (error) {
      const screen = join(pictures, `${name}.png`);
      await workbench.page.screenshot({ path: screen });
      const messages = await workbench.host(({ messages }) => messages.slice(-40)).catch(String);
      console.error(`debug adapters said last: ${JSON.stringify(messages, null, 1)}`);
      console.error(`${name} failed; the screen is in ${screen}`);
      throw error;
    }
    await workbench.close();
    console.log(`${name} ${((Date.now() - begin) / 1000).toFixed(1)} s`);
  }
} finally {
  await browser.close();
  await server.stop();
}
