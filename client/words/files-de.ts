/** German: words of what comes in and goes out: images, imports, exports, the library and the clipboard. */
import type { FilesWords } from "./files-words.ts";
import { plural } from "./plural.ts";

const count = plural("de");

export const filesWords: FilesWords = {
  images: {
    label: "Bilder unterwegs",
    sending: (images) =>
      count(images, { one: "# Bild wird hinzugefügt …", other: "# Bilder werden hinzugefügt …" }),
    waiting: (name) => `${name} wartet auf die Verbindung.`,
    failed: (name, why) => `${name} wurde nicht hinzugefügt. ${why}`,
    again: "Noch einmal versuchen",
    leaveOut: "Weglassen",
    leaveOutOf: (name) => `${name} weglassen`,
    percent: (percent) => `${percent}\u00a0%`,
    description: "Beschreibung für alle, die das Bild nicht sehen",
    done: "Fertig",
    none: "Keine dieser Dateien ist ein Bild.",
    crop: "Ränder des Bildes",
    edges: { w: "Linker Rand", n: "Oberer Rand", e: "Rechter Rand", s: "Unterer Rand" },
    ofAnotherRoom: "Ein Bild des anderen Raums",
    why: {
      closed: "Dieser Browser darf den Raum nicht lesen, aus dem es kommt.",
      gone: "Der Raum, aus dem es kommt, hat es nicht.",
      "no-image": "Der Browser kann es nicht als Bild lesen.",
      "too-large": "Es hat mehr als 8 MiB.",
      "too-many-pixels": "Es hat zu viele Pixel.",
      "images-full": "Der Raum enthält so viele Bilder, wie er darf.",
      "too-many-images": "Du hast so viele Bilder hinzugefügt, wie an einem Tag erlaubt sind.",
      "too-many-rooms": "Aus deinem Netz wurden so viele neue Räume angelegt, wie erlaubt sind.",
      "room-full": "Der Speicher des Raums ist voll.",
      "no-access": "Du darfst diesen Raum nicht ändern.",
      deleted: "Der Raum wurde gelöscht.",
      failed: "Der Server hat es nicht gespeichert.",
    },
  },
  files: {
    label: "Import",
    pasted: "Die Zwischenablage",
    phases: {
      reading: (name) => `${name} wird gelesen …`,
      images: (name) => `Die Bilder aus ${name} werden hinzugefügt …`,
      writing: (name) => `${name} kommt auf das Board …`,
    },
    cancel: "Abbrechen",
    imported: (name) => `${name} ist auf dem Board, mit Änderungen:`,
    undo: "Import rückgängig machen",
    faults: {
      none: (name) =>
        `${name} ist keine Zeichnung, die diese Seite lesen kann. Nichts hat sich geändert.`,
      nothing: (name) => `${name} enthält nichts für das Board.`,
      "too-large": (name) =>
        `${name} ist zu groß für einen einzelnen Import. Nichts hat sich geändert.`,
    },
    changes: {
      unknown: (things) =>
        count(things, {
          one: "# Element, das diese Seite nicht kennt, wurde weggelassen.",
          other: "# Elemente, die diese Seite nicht kennt, wurden weggelassen.",
        }),
      video: (things) =>
        count(things, {
          one: "# Video wurde zu einem Link.",
          other: "# Videos wurden zu Links.",
        }),
      page: (things) =>
        count(things, {
          one: "# eingebettete Seite wurde zu einem Link.",
          other: "# eingebettete Seiten wurden zu Links.",
        }),
      imageElsewhere: (things) =>
        count(things, {
          one: "# Bild, das woanders gespeichert ist, wurde zu einem Link.",
          other: "# Bilder, die woanders gespeichert sind, wurden zu Links.",
        }),
      imageMissing: (things) =>
        count(things, {
          one: "# Bild ist nicht in der Datei und wurde weggelassen.",
          other: "# Bilder sind nicht in der Datei und wurden weggelassen.",
        }),
      imageRefused: (things) =>
        count(things, {
          one: "# Bild konnte nicht gespeichert werden und wurde weggelassen.",
          other: "# Bilder konnten nicht gespeichert werden und wurden weggelassen.",
        }),
      figure: (things) =>
        count(things, {
          one: "# Figur wurde zur ähnlichsten.",
          other: "# Figuren wurden zu den ähnlichsten.",
        }),
      letters: (things) =>
        count(things, {
          one: "# Text hat eine andere Schriftgröße.",
          other: "# Texte haben eine andere Schriftgröße.",
        }),
      link: (things) =>
        count(things, {
          one: "# Form hat ihren Link verloren.",
          other: "# Formen haben ihre Links verloren.",
        }),
      cut: (things) =>
        count(things, {
          one: "# Text war zu lang und wurde gekürzt.",
          other: "# Texte waren zu lang und wurden gekürzt.",
        }),
    },
  },
  library: {
    add: "Bibliothek hinzufügen",
    close: "Schließen",
    remove: (name) => `${name} entfernen`,
    hint: "Füge eine Bibliothek von Excalidraw hinzu (.excalidrawlib). Ihre Formen bleiben in diesem Browser.",
    empty: (name) => `${name} enthält nichts für die Bibliothek.`,
    full: (things) =>
      count(things, {
        one: "Die Bibliothek fasst höchstens # Element. Entferne zuerst etwas.",
        other: "Die Bibliothek fasst höchstens # Elemente. Entferne zuerst etwas.",
      }),
    thing: "Die Form",
    numbered: (number) => `Form ${number}`,
  },
  exporting: {
    title: "Exportieren",
    close: "Schließen",
    preview: "Vorschau",
    empty: "Auf dem Board ist noch nichts.",
    part: "Inhalt",
    selection: (shapes) => count(shapes, { one: "Auswahl: # Form", other: "Auswahl: # Formen" }),
    board: "Ganzes Board",
    frame: (name) => `Rahmen: ${name}`,
    unnamed: "ohne Namen",
    format: "Format",
    formats: { png: "PNG", svg: "SVG", pdf: "PDF", excalidraw: "Excalidraw", json: "JSON" },
    about: {
      png: "Pixel, für Folien und Nachrichten.",
      svg: "Linien und Wörter, scharf in jeder Größe.",
      pdf: "Eine Seite für jeden Rahmen, oder eine für alles.",
      excalidraw: "Eine Zeichnung, die in Excalidraw weitergeht.",
      json: "Alles, um es wieder in Stoa zu öffnen.",
    },
    becomes: "Excalidraw hat nicht alles davon:",
    losses: {
      note: (shapes) =>
        count(shapes, {
          one: "# Haftnotiz wird ein Rechteck.",
          other: "# Haftnotizen werden Rechtecke.",
        }),
      figure: (shapes) =>
        count(shapes, {
          one: "# Figur wird ihre Umrisslinie.",
          other: "# Figuren werden ihre Umrisslinien.",
        }),
      card: (shapes) =>
        count(shapes, {
          one: "# Linkkarte wird ein Rechteck mit dem Link.",
          other: "# Linkkarten werden Rechtecke mit dem Link.",
        }),
      marker: (shapes) =>
        count(shapes, {
          one: "# Strich des Textmarkers wird einer des Stifts.",
          other: "# Striche des Textmarkers werden solche des Stifts.",
        }),
      formats: (shapes) =>
        count(shapes, {
          one: "# Text verliert seine Formatierung.",
          other: "# Texte verlieren ihre Formatierung.",
        }),
      font: (shapes) =>
        count(shapes, {
          one: "# Text bekommt eine Schrift ohne Serifen.",
          other: "# Texte bekommen eine Schrift ohne Serifen.",
        }),
      image: (shapes) =>
        count(shapes, {
          one: "# Bild konnte nicht geladen werden und fehlt.",
          other: "# Bilder konnten nicht geladen werden und fehlen.",
        }),
    },
    scale: "Größe",
    times: (scale) => `${scale}×`,
    pixels: (width, height) => `${width} × ${height} Pixel`,
    smaller: (width, height) => `${width} × ${height} Pixel: Ein größeres Bild ist nicht möglich.`,
    theme: "Farbschema",
    background: "Hintergrund",
    carries: "Lässt sich wieder in Stoa öffnen",
    copy: "Kopieren",
    download: "Herunterladen",
    making: "Die Datei wird erstellt …",
    failed: "Die Datei konnte nicht erstellt werden. Versuche es noch einmal.",
  },
  clipboard: {
    nothing: "Die Zwischenablage enthält nichts für das Board.",
    locked: "Gesperrte Formen bleiben. Entsperre sie, um sie auszuschneiden.",
    tooMuchToCopy: "Das ist zu viel auf einmal. Wähle weniger Formen aus.",
    tooMuchToPaste: "Das ist zu viel auf einmal. Kopiere es in kleineren Teilen.",
    leftOut: (shapes) =>
      count(shapes, {
        one: "# Form konnte nicht eingefügt werden: Diese Seite kennt sie nicht.",
        other: "# Formen konnten nicht eingefügt werden: Diese Seite kennt sie nicht.",
      }),
    picture: "Das Bild ist in der Zwischenablage.",
    noPicture: "Es gibt nichts zu zeichnen, oder es ist zu groß für ein einzelnes Bild.",
    noPictureWrite:
      "Dein Browser lässt diese Seite keine Bilder kopieren. Lade es stattdessen herunter.",
    imagesMissing: (images, why) =>
      `${count(images, { one: "# Bild kam nicht mit.", other: "# Bilder kamen nicht mit." })} ${why}`.trim(),
    noRead: (key) =>
      `Dein Browser lässt diese Seite die Zwischenablage nicht lesen. Drücke ${key}.`,
    noWrite: (key) => `Dein Browser lässt ein Menü nicht kopieren. Drücke ${key}.`,
  },
};
