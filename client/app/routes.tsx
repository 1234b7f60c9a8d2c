import type { ReactNode } from "react";
import type { ThemeControl } from "../ui/theme.ts";
import { HomePage } from "./home.tsx";
import { NotFoundPage } from "./not-found.tsx";
import { RoomPage } from "./room.tsx";
import { roomOfPath } from "./room-link.ts";
import { startVisit } from "./visit.ts";

/** The page that stands at an address. Links load pages anew, so this is asked once. */
export function pageAt(path: string, theme: ThemeControl): ReactNode {
  if (path === "/") return <HomePage theme={theme} />;
  const id = path.startsWith("/room/") ? roomOfPath(path) : null;
  if (id === null) return <NotFoundPage />;
  return <RoomPage visit={startVisit(id)} theme={theme} />;
}
