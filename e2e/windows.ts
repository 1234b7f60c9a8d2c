/** Browser windows that the tests of one worker use one after the other. */
import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  CDPSession,
  Page,
} from "@playwright/test";

/** Methods of a page or context with effects that outlast a page load. */
const LASTING = [
  ...["addCookies", "addInitScript", "addLocatorHandler", "close", "emulateMedia"],
  ...["exposeBinding", "exposeFunction", "grantPermissions", "newCDPSession", "newPage", "on"],
  ...["once", "route", "routeFromHAR", "routeWebSocket", "setExtraHTTPHeaders"],
  ...["setGeolocation", "setOffline", "setViewportSize", "waitForEvent"],
];

/** A small file from the server of the tests: a window that goes there keeps its process and its scripts. */
const SMALL_FILE = "/robots.txt";

/** Milliseconds that a page may take to go: a window whose page does not is closed. */
const EMPTY_MS = 20_000;

/** One window with storage of its own. It notices changes that outlast a page load. */
export class BrowserWindow {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly #devtools: CDPSession;
  #complaints: string[] = [];
  #isChanged = false;

  private constructor(context: BrowserContext, page: Page, devtools: CDPSession) {
    this.context = context;
    this.page = page;
    this.#devtools = devtools;
    page.on("pageerror", (error) => this.#complaints.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") this.#complaints.push(message.text());
    });
    context.on("page", () => {
      this.#isChanged = true;
    });
    this.#watch(context);
    this.#watch(page);
  }

  /** Opens an empty window on this server. */
  static async open(
    browser: Browser,
    address: string,
    options: BrowserContextOptions = {},
  ): Promise<BrowserWindow> {
    const context = await browser.newContext({
      baseURL: address,
      viewport: { width: 1280, height: 800 },
      ...options,
    });
    const page = await context.newPage();
    return new BrowserWindow(context, page, await context.newCDPSession(page));
  }

  /** The errors that the page threw or logged since it was last emptied. */
  get complaints(): readonly string[] {
    return this.#complaints;
  }

  /** Whether it is as a new one, after what it had is thrown away; if not, it is to be closed. */
  async isEmptied(): Promise<boolean> {
    if (this.#isChanged) return false;
    const { page } = this;
    await page.mouse.up();
    const answer = await page.goto(SMALL_FILE, { timeout: EMPTY_MS });
    await page.evaluate(() => {
      localStorage.clear();
      sessionStorage.clear();
      window.name = "";
    });
    await this.context.clearCookies();
    const origin = new URL(page.url()).origin;
    await this.#devtools.send("Storage.clearDataForOrigin", { origin, storageTypes: "all" });
    await this.#devtools.send("Page.resetNavigationHistory");
    this.#complaints = [];
    return answer?.ok() === true;
  }

  /** Notices calls of methods with lasting effects. */
  #watch(target: BrowserContext | Page): void {
    for (const name of LASTING) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== "function") continue;
      Reflect.set(target, name, (...parameters: unknown[]) => {
        this.#isChanged = true;
        return Reflect.apply(method, target, parameters);
      });
    }
  }
}

/**
 * The windows on one server that no test uses at the moment. A page load in one of them takes 0.9 s of the
 * processor, in a new one 2.2 s. The browser neither starts a process nor reads the scripts again.
 */
export class FreeWindows {
  readonly #browser: Browser;
  readonly #address: string;
  readonly #free: BrowserWindow[] = [];

  constructor(browser: Browser, address: string) {
    this.#browser = browser;
    this.#address = address;
  }

  /** A window that is as a new one. */
  async take(): Promise<BrowserWindow> {
    return this.#free.pop() ?? (await BrowserWindow.open(this.#browser, this.#address));
  }

  /** Keeps a window for the next test when it can be emptied, and closes it otherwise. */
  async giveBack(window: BrowserWindow): Promise<void> {
    // A page that has crashed cannot be emptied, either.
    const isEmptied = await window.isEmptied().catch(() => false);
    if (isEmptied) this.#free.push(window);
    else await window.context.close();
  }

  async close(): Promise<void> {
    await Promise.all(this.#free.splice(0).map(({ context }) => context.close()));
  }
}
