/** A program: a stock y-websocket client for which time passes faster than for the server. Prints what happens to it, one JSON object a line. */
import WebSocket from "ws";

const [server = "", room = "", factor = "1"] = process.argv.slice(2);
const speed = Number(factor);

// Before anything of the client is loaded: its libraries keep the clock that they find.
const [began, now] = [Date.now(), Date.now];
Date.now = () => began + (now() - began) * speed;
const [every, after] = [setInterval, setTimeout];
globalThis.setInterval = ((action: () => void, milliseconds = 0, ...values: []) =>
  every(action, milliseconds / speed, ...values)) as typeof setInterval;
globalThis.setTimeout = ((action: () => void, milliseconds = 0, ...values: []) =>
  after(action, milliseconds / speed, ...values)) as typeof setTimeout;

const { GenericClient } = await import("../testkit/generic-client.ts");

const tell = (happened: object): void => {
  process.stdout.write(`${JSON.stringify(happened)}\n`);
};
const { provider } = new GenericClient({ server, room, Socket: WebSocket });
const { awareness } = provider;
provider.on("connection-close", () => tell({ lost: true }));
awareness.on("change", ({ added, removed }: { added: number[]; removed: number[] }) => {
  const others = [...awareness.getStates().keys()].filter((id) => id !== awareness.clientID);
  tell({ added: added.length, removed: removed.length, others: others.length });
});
// The time that passes for the client, in its own milliseconds.
every(() => tell({ passed: Date.now() - began, connected: provider.wsconnected }), 250);
