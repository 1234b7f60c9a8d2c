import { Pause, Play, RotateCcw } from "lucide-react";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { IconButton } from "../../ui/icon-button.tsx";
import { type ReadableStore, useStore } from "../../ui/store.ts";
import type { Theme } from "../../ui/theme.ts";
import { homeWords } from "../../words/home-words.ts";
import { LivingBoard } from "./living.ts";
import type { Player } from "./player.ts";
import { tallStory, wideStory } from "./stories.ts";

const ICONS = { playing: Pause, paused: Play, over: RotateCcw } as const;

/** The board below the front page's sentence, on which two people draw. It comes after the page, and is decoration. */
export default function Living({ theme }: { theme: ReadableStore<Theme> }) {
  const host = useRef<HTMLDivElement>(null);
  const [player, setPlayer] = useState<Player | null>(null);
  const isNarrow = useMedia("(max-width: 640px)");
  const isStill = useMedia("(prefers-reduced-motion: reduce)");

  useEffect(() => {
    if (host.current === null) return;
    const story = isNarrow ? tallStory() : wideStory();
    const board = new LivingBoard(host.current, { story, theme: theme.get(), isStill });
    const stop = theme.subscribe(() => board.setTheme(theme.get()));
    setPlayer(board.player);
    return () => {
      stop();
      board.destroy();
      setPlayer(null);
    };
  }, [theme, isNarrow, isStill]);

  return (
    <>
      <div ref={host} className="home-living-canvas" role="img" aria-label={homeWords.living} />
      {player === null || isStill ? null : <PlayButton player={player} />}
    </>
  );
}

/** Whatever moves for longer than five seconds can be paused. */
function PlayButton({ player }: { player: Player }) {
  const state = useStore(player.state);
  return (
    <IconButton
      className="home-living-button"
      label={homeWords.player[state]}
      icon={ICONS[state]}
      onClick={() => (state === "playing" ? player.pause() : player.play())}
    />
  );
}

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = window.matchMedia(query);
      list.addEventListener("change", listener);
      return () => list.removeEventListener("change", listener);
    },
    () => window.matchMedia(query).matches,
  );
}
