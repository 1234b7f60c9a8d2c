import * as v from "valibot";
import WebSocket from "ws";

const PATIENCE_MS = 10_000;

const targetsSchema = v.array(v.object({ webSocketDebuggerUrl: v.string() }));
const messageSchema = v.object({
  id: v.optional(v.number()),
  error: v.optional(v.object({ message: v.string() })),
  result: v.optional(v.unknown()),
  method: v.optional(v.string()),
  params: v.optional(v.unknown()),
});
const contextSchema = v.object({ context: v.object({ id: v.number() }) });
const objectSchema = v.object({ result: v.object({ objectId: v.string() }) });
const usageSchema = v.object({ usedSize: v.number(), backingStorageSize: v.number() });

/**
 * Collects the garbage of a Worker and says what is left, in MiB: its script heap, and the buffers that
 * hang on it. `inspector` is where workerd listens for debuggers: `127.0.0.1:9229`.
 */
export async function collectGarbage(inspector: string): Promise<number> {
  const listed: unknown = await (await fetch(`http://${inspector}/json`)).json();
  const [target] = v.parse(targetsSchema, listed);
  if (target === undefined) throw new Error(`no Worker can be inspected at ${inspector}`);
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  try {
    await new Promise((resolve, reject) => {
      socket.once("open", resolve).once("error", reject);
    });
    const debuggee = new Debuggee(socket);
    await debuggee.ask("Runtime.enable");
    const found = await debuggee.ask("Runtime.evaluate", {
      expression: "Promise.prototype",
      contextId: debuggee.contextId,
    });
    // Before it lists the objects of a kind, V8 collects all others. `HeapProfiler.collectGarbage` is
    // a task that workerd never runs (tried with 1.20261023).
    const { objectId } = v.parse(objectSchema, found).result;
    await debuggee.ask("Runtime.queryObjects", { prototypeObjectId: objectId });
    const usage = v.parse(usageSchema, await debuggee.ask("Runtime.getHeapUsage"));
    return (usage.usedSize + usage.backingStorageSize) / 2 ** 20;
  } finally {
    socket.terminate();
  }
}

/** A Worker at the other end of Chrome's DevTools protocol. */
class Debuggee {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (message: v.InferOutput<typeof messageSchema>) => void>();
  #asked = 0;
  /** Where scripts run in it; told in answer to `Runtime.enable`. */
  contextId = 0;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on("message", (data) => {
      const message = v.parse(messageSchema, JSON.parse(String(data)));
      if (message.method === "Runtime.executionContextCreated") {
        this.contextId = v.parse(contextSchema, message.params).context.id;
      }
      if (message.id !== undefined) this.#waiting.get(message.id)?.(message);
    });
  }

  ask(method: string, params: Readonly<Record<string, string | number>> = {}): Promise<unknown> {
    const id = ++this.#asked;
    return new Promise((resolve, reject) => {
      const patience = setTimeout(() => reject(new Error(`no answer to ${method}`)), PATIENCE_MS);
      this.#waiting.set(id, ({ error, result }) => {
        clearTimeout(patience);
        if (error === undefined) resolve(result);
        else reject(new Error(`${method}: ${error.message}`));
      });
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
  }
}
