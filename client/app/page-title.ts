import { useEffect } from "react";
import { words } from "../words/words.ts";

/** A badge is told up to this number. */
const MOST = 99;

/** How many, as it stands on a badge. */
export function badgeWords(unread: number): string {
  return unread > MOST ? `${MOST}+` : String(unread);
}

/** The page's title: how many are unread, which room, whose. */
export function titleWords(title: string, unread: number): string {
  const count = unread === 0 ? "" : `(${badgeWords(unread)}) `;
  return `${count}${title || words.room.untitled} · Stoa`;
}

/** Puts the room's title and the number of unread messages into the tab: in words, and as a mark on the icon. */
export function usePageTitle(title: string, unread: number): void {
  useEffect(() => {
    document.title = titleWords(title, unread);
  }, [title, unread]);

  const badge = unread === 0 ? "" : badgeWords(unread);
  useEffect(() => {
    const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    link?.setAttribute("href", badge === "" ? "/icon.svg" : badgedIcon(badge));
  }, [badge]);
}

/** The mark with a number on it, as an address of its own. `badge` is digits, and perhaps a plus. */
function badgedIcon(badge: string): string {
  const size = badge.length > 2 ? 14 : badge.length > 1 ? 17 : 20;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><g fill="none" stroke="#c8552b" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"><path d="M3.5 11 16 4.5 28.5 11zM7 15.5v8M13 15.5v8M4 28h24"/></g><circle cx="21.5" cy="20.5" r="11" fill="#b5451c"/><text x="21.5" y="${20.5 + size * 0.36}" font-family="system-ui,sans-serif" font-size="${size}" font-weight="700" fill="#fff" text-anchor="middle">${badge}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
