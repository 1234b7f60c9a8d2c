/** A request as plain TCP, of which every line is sent as it is. */
import { connect } from "node:net";
import type { Stoa } from "./server.ts";

/** The whole answer to a request of these lines; libraries would mend them first. */
export async function askRaw(stoa: Pick<Stoa, "port">, lines: readonly string[]): Promise<string> {
  const socket = connect(stoa.port, "127.0.0.1");
  socket.write(`${[...lines, "Connection: close"].join("\r\n")}\r\n\r\n`);
  let answer = "";
  for await (const chunk of socket) answer += chunk;
  return answer;
}
