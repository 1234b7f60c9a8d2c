import { type ComponentType, lazy, type ReactNode, Suspense } from "react";
import { PartBorder } from "../ui/part-border.tsx";

/** Parts of a room's page that come after its first sight. Until then their place is empty. */
export const People = later(async () => (await load()).PeopleHere);
export const Pointers = later(async () => (await load()).Pointers);
export const ChatToast = later(async () => (await load()).ChatToast);
export const Company = later(async () => (await load()).Company);
export const LostNote = later(async () => (await load()).LostNote);
/** The button keeps its place until it can be pressed. */
export const MainMenu = later(
  async () => (await load()).MainMenu,
  <span className="icon-button room-menu-button" />,
);
export const ShareWays = later(async () => (await load()).ShareWays);
export const RepairNote = later(async () => (await load()).RepairNote);

export const VerbositySwitch = later(
  async () => (await import("./verbosity-switch.tsx")).VerbositySwitch,
);

/** The chat is closed for a user who comes first. */
export const Chat = later(
  async () => (await import("../chat/chat.tsx")).Chat,
  <div className="chat" />,
);

const load = () => import("./later-parts.ts");

function later<Props extends object>(
  part: () => Promise<ComponentType<Props>>,
  standIn: ReactNode = null,
) {
  const Part = lazy(async () => ({ default: await part().catch(missing) }));
  return (props: Props) => (
    <PartBorder>
      <Suspense fallback={standIn}>
        <Part {...props} />
      </Suspense>
    </PartBorder>
  );
}

/** A part that cannot be loaded leaves its place empty: the rest of the page goes on. */
function missing(error: unknown): ComponentType {
  console.error("A part of the page could not be loaded:", error);
  return () => null;
}
