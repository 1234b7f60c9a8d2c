import {
  type Browser,
  type BrowserContextOptions,
  expect,
  type Locator,
  type Page,
} from "@playwright/test";
import { BrowserWindow } from "./windows.ts";

/** A place on the board, in CSS pixels from its top left corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The toolbar's buttons, by their accessible names. */
export type Tool =
  | "Select"
  | "Hand"
  | "Rectangle"
  | "Ellipse"
  | "Arrow"
  | "Pen"
  | "Text"
  | "Sticky note"
  | "Eraser";

const MOVES_PER_DRAG = 8;

/** Somebody with a browser window and storage of their own, who uses Stoa by what they see. */
export class Person {
  readonly name: string;
  readonly page: Page;
  readonly board: Locator;
  readonly chat: Locator;
  readonly messages: Locator;
  /** The state of the connection in words. */
  readonly connection: Locator;
  /** The window in which they sit. */
  readonly window: BrowserWindow;
  #mayConnect = true;

  constructor(name: string, window: BrowserWindow) {
    this.name = name;
    this.window = window;
    const { page } = window;
    this.page = page;
    this.board = page.getByRole("region", { name: "Board" });
    this.chat = page.getByRole("button", { name: /^Chat/ });
    this.messages = page.getByRole("list", { name: "Messages" });
    this.connection = page.getByRole("status", { name: "Connection" });
  }

  /** The errors that the page threw or logged; a healthy visit leaves this empty. */
  get complaints(): readonly string[] {
    return this.window.complaints;
  }

  /** Opens an empty window on this server. */
  static async arrives(
    browser: Browser,
    name: string,
    address: string,
    options: BrowserContextOptions = {},
  ): Promise<Person> {
    return new Person(name, await BrowserWindow.open(browser, address, options));
  }

  /** Goes to a room and waits for its board. */
  async opens(roomId: string): Promise<void> {
    await this.page.goto(`/room/${roomId}`);
    await this.board.waitFor();
  }

  /** The rows of the outline: the shapes of the page's copy, in words. */
  get outline(): Locator {
    return this.page.getByRole("tree", { name: "Outline of the board" }).getByRole("treeitem");
  }

  /** Opens the outline, and gives the board the focus again. */
  async opensOutline(): Promise<void> {
    await this.board.focus();
    await this.presses("Alt+o");
    await expect(
      this.page.getByRole("region", { name: "Outline" }).locator(":focus"),
    ).toBeVisible();
    await this.board.focus();
  }

  /** Waits until the page says that everything is saved. */
  async isSaved(): Promise<void> {
    await this.connection.filter({ hasText: /^saved/i }).waitFor();
  }

  /** Takes a name, as the others see it. */
  async goesBy(name: string): Promise<void> {
    await this.page.getByRole("button", { name: "People" }).click();
    const field = this.page.getByRole("textbox", { name: "Your name" });
    await field.fill(name);
    await field.press("Enter");
    await this.page.keyboard.press("Escape");
    await field.waitFor({ state: "detached" });
  }

  /** The names of everybody who is here, in this person's eyes; looks into the list and closes it again. */
  async peopleHere(): Promise<string> {
    await this.page.getByRole("button", { name: "People" }).click();
    const list = this.page.getByRole("list", { name: "People in this room" });
    const names = (await list.textContent()) ?? "";
    await this.page.keyboard.press("Escape");
    await list.waitFor({ state: "detached" });
    return names;
  }

  /** Another person's pointer on this person's board. It is decoration, so it has no role. */
  pointerOf(name: string): Locator {
    return this.page.locator(".people-pointer").filter({ hasText: name });
  }

  /** Gives the room a title. */
  async callsTheRoom(title: string): Promise<void> {
    const field = this.page.getByRole("textbox", { name: "Room title" });
    await field.fill(title);
    await field.press("Enter");
  }

  /** From the next page load on, every WebSocket is closed as soon as it is opened. */
  async losesItsSockets(): Promise<void> {
    this.#mayConnect = false;
    await this.window.context.routeWebSocket(/./, (socket) => {
      if (this.#mayConnect) socket.connectToServer();
      else void socket.close();
    });
  }

  /** Sockets that are opened from now on reach the server. */
  findsItsSockets(): void {
    this.#mayConnect = true;
  }

  /** Pulls the network cable of this window, open WebSockets included. */
  async goesOffline(): Promise<void> {
    await this.window.context.setOffline(true);
  }

  async comesBackOnline(): Promise<void> {
    await this.window.context.setOffline(false);
  }

  async picks(tool: Tool): Promise<void> {
    const button = this.page.getByRole("button", { name: tool, exact: true });
    // Shapes share a button, and so do lines: it shows the one that was used last.
    if (!(await button.isVisible())) {
      const shelf = tool === "Arrow" ? "Lines" : "Shapes";
      await this.page.getByRole("button", { name: shelf, exact: true }).click();
    }
    await button.click();
  }

  /** Moves the pointer there, in so many steps. */
  async pointsAt(at: Point, steps = 1): Promise<void> {
    const { x, y } = await this.#onPage(at);
    await this.page.mouse.move(x, y, { steps });
  }

  async clicks(at: Point): Promise<void> {
    const { x, y } = await this.#onPage(at);
    await this.page.mouse.click(x, y);
  }

  async doubleClicks(at: Point): Promise<void> {
    const { x, y } = await this.#onPage(at);
    await this.page.mouse.dblclick(x, y);
  }

  /** Presses at the first point and moves along the others; the button stays down until `lifts`. */
  async pressesAlong(points: readonly Point[]): Promise<void> {
    for (const [index, point] of points.entries()) {
      const { x, y } = await this.#onPage(point);
      await this.page.mouse.move(x, y, { steps: index === 0 ? 1 : MOVES_PER_DRAG });
      if (index === 0) await this.page.mouse.down();
    }
  }

  async lifts(): Promise<void> {
    await this.page.mouse.up();
  }

  async drags(...points: readonly Point[]): Promise<void> {
    await this.pressesAlong(points);
    await this.lifts();
  }

  async drawsRectangle(from: Point, to: Point): Promise<void> {
    await this.picks("Rectangle");
    await this.drags(from, to);
  }

  async drawsEllipse(from: Point, to: Point): Promise<void> {
    await this.picks("Ellipse");
    await this.drags(from, to);
  }

  async drawsStroke(...points: readonly Point[]): Promise<void> {
    await this.picks("Pen");
    await this.drags(...points);
  }

  /** Puts a sticky note there; its text is being edited afterwards. */
  async putsNote(at: Point): Promise<void> {
    await this.picks("Sticky note");
    await this.clicks(at);
  }

  /** Types into whatever has the focus. */
  async types(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  async presses(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }

  /** Opens the chat where it is closed. It may open by itself meanwhile, and the click then closes it. */
  async opensChat(): Promise<void> {
    const box = this.page.getByRole("textbox", { name: "Message" });
    await expect(async () => {
      if (!(await box.isVisible())) await this.chat.click();
      await box.waitFor({ timeout: 2_000 });
    }).toPass();
  }

  /** Closes the chat where it is open. It may open by itself after the look: then it is closed at the next one. */
  async closesChat(): Promise<void> {
    const box = this.page.getByRole("textbox", { name: "Message" });
    await expect(async () => {
      if (await box.isVisible()) await this.chat.click();
      await box.waitFor({ state: "hidden", timeout: 2_000 });
    }).toPass();
  }

  /** Sends a chat message. */
  async says(text: string): Promise<void> {
    await this.opensChat();
    await this.page.getByRole("textbox", { name: "Message" }).fill(text);
    await this.page.getByRole("button", { name: "Send" }).click();
  }

  /** How many pixels of a box of the board differ from its commonest colour: 0 where nothing is drawn. */
  async inkWithin(from: Point, to: Point): Promise<number> {
    const { x, y } = await this.#onPage(from);
    const clip = { x, y, width: to.x - from.x, height: to.y - from.y };
    const picture = await this.page.screenshot({ clip, animations: "disabled" });
    return this.page.evaluate(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
      if (context === null) throw new Error("this browser has no canvas");
      context.drawImage(bitmap, 0, 0);
      const pixels = new Uint32Array(
        context.getImageData(0, 0, bitmap.width, bitmap.height).data.buffer,
      );
      const counts = new Map<number, number>();
      for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
      return pixels.length - Math.max(...counts.values());
    }, picture.toString("base64"));
  }

  /** The colour of a point of the board. */
  async colorAt(at: Point): Promise<number[]> {
    const clip = { ...(await this.#onPage(at)), width: 1, height: 1 };
    const picture = await this.page.screenshot({ clip, animations: "disabled" });
    return this.page.evaluate(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
      const context = new OffscreenCanvas(1, 1).getContext("2d");
      context?.drawImage(bitmap, 0, 0);
      return [...(context?.getImageData(0, 0, 1, 1).data.slice(0, 3) ?? [])];
    }, picture.toString("base64"));
  }

  /** Closes the window. */
  async leaves(): Promise<void> {
    await this.window.context.close();
  }

  async #onPage(at: Point): Promise<Point> {
    const box = await this.board.boundingBox();
    if (box === null) throw new Error(`${this.name} sees no board`);
    return { x: box.x + at.x, y: box.y + at.y };
  }
}
