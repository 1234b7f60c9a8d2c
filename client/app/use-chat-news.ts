import { useEffect, useState } from "react";
import { ChatNews } from "./chat-news.ts";
import type { Visit } from "./visit.ts";

/** The news of this visit, while the chat is closed. */
export function useChatNews(visit: Visit, open: boolean): ChatNews | null {
  const [news, setNews] = useState<ChatNews | null>(null);
  useEffect(() => {
    const { room, others, conversation, myId, mark } = visit;
    const gathered = new ChatNews({
      joined: room.joined,
      others,
      log: conversation.log,
      myId,
      readUpTo: mark.seq.get(),
    });
    setNews(gathered);
    return () => gathered.destroy();
  }, [visit]);
  useEffect(() => news?.setOpen(open), [news, open]);
  return news;
}
