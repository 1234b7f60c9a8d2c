// Runs before the first paint, so that a dark room never flashes white. `client/ui/theme.ts` takes over afterwards.
{
  let choice = null;
  if (location.pathname.startsWith("/embed/")) {
    choice = new URLSearchParams(location.search).get("theme");
  } else {
    try {
      choice = JSON.parse(localStorage.getItem("stoa.theme"));
    } catch {
      // Denied, or not ours: then the theme is the machine's.
    }
  }
  const dark =
    choice === "dark" || (choice !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  if (dark) document.querySelector('meta[name="theme-color"]')?.setAttribute("content", "#171614");
}
