/** English: words of what comes in and goes out: images, imports, exports, the library and the clipboard. */
import { plural } from "./plural.ts";

const count = plural("en");

export const filesWords = {
  images: {
    label: "Images on their way",
    sending: (images: number) =>
      count(images, { one: "Adding # image…", other: "Adding # images…" }),
    waiting: (name: string) => `${name} waits for the connection.`,
    failed: (name: string, why: string) => `${name} was not added. ${why}`,
    again: "Try again",
    leaveOut: "Leave it out",
    leaveOutOf: (name: string) => `Leave out ${name}`,
    percent: (percent: number) => `${percent}%`,
    description: "Description for people who do not see the image",
    done: "Done",
    none: "None of these files is an image.",
    crop: "Edges of the image",
    edges: { w: "Left edge", n: "Upper edge", e: "Right edge", s: "Lower edge" },
    ofAnotherRoom: "An image of the other room",
    why: {
      closed: "This browser may not read the room from which it comes.",
      gone: "The room from which it comes does not have it.",
      "no-image": "The browser cannot read it as an image.",
      "too-large": "It has more than 8 MiB.",
      "too-many-pixels": "It has too many pixels.",
      "images-full": "The room holds as many images as it may.",
      "too-many-images": "You have added as many images as one may in a day.",
      "too-many-rooms": "Your network has made as many new rooms as it may.",
      "room-full": "The storage of the room is full.",
      "no-access": "You may not change this room.",
      deleted: "The room was deleted.",
      failed: "The server did not store it.",
    },
  },
  files: {
    label: "Import",
    /** Stands for a file where something was pasted. */
    pasted: "The clipboard",
    phases: {
      reading: (name: string) => `Reading ${name}…`,
      images: (name: string) => `Adding the images of ${name}…`,
      writing: (name: string) => `Putting ${name} on the board…`,
    },
    cancel: "Cancel",
    imported: (name: string) => `${name} is on the board, with changes:`,
    undo: "Undo the import",
    faults: {
      none: (name: string) => `${name} is no drawing that this page can read. Nothing has changed.`,
      nothing: (name: string) => `${name} has nothing for the board.`,
      "too-large": (name: string) => `${name} is too large to import at once. Nothing has changed.`,
    },
    changes: {
      unknown: (things: number) =>
        count(things, {
          one: "# thing that this page does not know was left out.",
          other: "# things that this page does not know were left out.",
        }),
      video: (things: number) =>
        count(things, { one: "# video became a link.", other: "# videos became links." }),
      page: (things: number) =>
        count(things, {
          one: "# embedded page became a link.",
          other: "# embedded pages became links.",
        }),
      imageElsewhere: (things: number) =>
        count(things, {
          one: "# image that is stored elsewhere became a link.",
          other: "# images that are stored elsewhere became links.",
        }),
      imageMissing: (things: number) =>
        count(things, {
          one: "# image is not in the file, and was left out.",
          other: "# images are not in the file, and were left out.",
        }),
      imageRefused: (things: number) =>
        count(things, {
          one: "# image could not be stored, and was left out.",
          other: "# images could not be stored, and were left out.",
        }),
      figure: (things: number) =>
        count(things, {
          one: "# figure became the nearest one.",
          other: "# figures became the nearest ones.",
        }),
      letters: (things: number) =>
        count(things, {
          one: "# text has letters of another size.",
          other: "# texts have letters of another size.",
        }),
      link: (things: number) =>
        count(things, {
          one: "# shape has lost its link.",
          other: "# shapes have lost their links.",
        }),
      cut: (things: number) =>
        count(things, {
          one: "# text was too long, and was cut.",
          other: "# texts were too long, and were cut.",
        }),
    },
  },
  library: {
    add: "Add a library",
    close: "Close",
    remove: (name: string) => `Remove ${name}`,
    hint: "Add a library of Excalidraw (.excalidrawlib). Its shapes stay in this browser.",
    empty: (name: string) => `${name} has nothing for the library.`,
    full: (things: number) =>
      count(things, {
        one: "The library holds at most # thing. Remove some first.",
        other: "The library holds at most # things. Remove some first.",
      }),
    /** Stands for the name of a thing that has none. */
    thing: "The shape",
    numbered: (number: number) => `Shape ${number}`,
  },
  exporting: {
    title: "Export",
    close: "Close",
    preview: "Preview",
    empty: "There is nothing on the board yet.",
    part: "Content",
    selection: (shapes: number) =>
      count(shapes, { one: "Selection: # shape", other: "Selection: # shapes" }),
    board: "Whole board",
    frame: (name: string) => `Frame: ${name}`,
    unnamed: "without a name",
    format: "Format",
    formats: { png: "PNG", svg: "SVG", pdf: "PDF", excalidraw: "Excalidraw", json: "JSON" },
    about: {
      png: "Pixels, for slides and messages.",
      svg: "Lines and words that stay sharp at any size.",
      pdf: "A page for each frame, or one for all.",
      excalidraw: "A drawing to go on with in Excalidraw.",
      json: "Everything, to open in Stoa again.",
    },
    becomes: "Excalidraw does not have all of it:",
    losses: {
      note: (shapes: number) =>
        count(shapes, { one: "# note becomes a rectangle.", other: "# notes become rectangles." }),
      figure: (shapes: number) =>
        count(shapes, {
          one: "# figure becomes a line around it.",
          other: "# figures become lines around them.",
        }),
      card: (shapes: number) =>
        count(shapes, {
          one: "# link card becomes a rectangle with the link.",
          other: "# link cards become rectangles with the link.",
        }),
      marker: (shapes: number) =>
        count(shapes, {
          one: "# stroke of the highlighter becomes one of the pen.",
          other: "# strokes of the highlighter become ones of the pen.",
        }),
      formats: (shapes: number) =>
        count(shapes, {
          one: "# text loses its formatting.",
          other: "# texts lose their formatting.",
        }),
      font: (shapes: number) =>
        count(shapes, {
          one: "# text gets a font without serifs.",
          other: "# texts get a font without serifs.",
        }),
      image: (shapes: number) =>
        count(shapes, {
          one: "# image could not be loaded, and is left out.",
          other: "# images could not be loaded, and are left out.",
        }),
    },
    scale: "Size",
    times: (scale: number) => `${scale}×`,
    pixels: (width: number, height: number) => `${width} × ${height} pixels`,
    smaller: (width: number, height: number) =>
      `${width} × ${height} pixels: a larger picture cannot be made.`,
    theme: "Theme",
    background: "Background",
    carries: "Can be opened in Stoa again",
    copy: "Copy",
    download: "Download",
    making: "Making the file…",
    failed: "The file could not be made. Try again.",
  },
  clipboard: {
    nothing: "The clipboard has nothing for the board.",
    locked: "Locked shapes stay. Unlock them to cut them.",
    tooMuchToCopy: "That is too much to copy at once. Select fewer shapes.",
    tooMuchToPaste: "That is too much to paste at once. Copy it in smaller parts.",
    leftOut: (shapes: number) =>
      count(shapes, {
        one: "# shape could not be pasted: this page does not know it.",
        other: "# shapes could not be pasted: this page does not know them.",
      }),
    picture: "The picture is on the clipboard.",
    noPicture: "There is nothing to draw, or it is too large for one picture.",
    noPictureWrite: "Your browser does not let this page copy pictures. Download it instead.",
    imagesMissing: (images: number, why: string) =>
      `${count(images, { one: "# image did not come along.", other: "# images did not come along." })} ${why}`.trim(),
    noRead: (key: string) =>
      `Your browser does not let this page read the clipboard. Press ${key}.`,
    noWrite: (key: string) => `Your browser does not let a menu copy. Press ${key}.`,
  },
};
