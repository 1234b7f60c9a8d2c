import { type ComponentType, lazy, Suspense } from "react";

/** Parts of a room's page that come after its first sight. Until then their place is empty. */
export const People = later(async () => (await load()).People);
export const Pointers = later(async () => (await load()).Pointers);
export const LostNote = later(async () => (await load()).LostNote);
export const RepairNote = later(async () => (await load()).RepairNote);

const load = () => import("./later-parts.ts");

function later<Props extends object>(part: () => Promise<ComponentType<Props>>) {
  const Part = lazy(async () => ({ default: await part().catch(missing) }));
  return (props: Props) => (
    <Suspense>
      <Part {...props} />
    </Suspense>
  );
}

/** A part that cannot be loaded leaves its place empty: the rest of the page goes on. */
function missing(error: unknown): ComponentType {
  console.error("A part of the page could not be loaded:", error);
  return () => null;
}
