/** Spanish: words of what comes in and goes out: images, imports, exports, the library and the clipboard. */
import type { FilesWords } from "./files-words.ts";
import { plural } from "./plural.ts";

const count = plural("es");

export const filesWords: FilesWords = {
  images: {
    label: "Imágenes en camino",
    sending: (images) =>
      count(images, { one: "Añadiendo # imagen…", other: "Añadiendo # imágenes…" }),
    waiting: (name) => `${name} espera la conexión.`,
    failed: (name, why) => `No se añadió ${name}. ${why}`,
    again: "Intentar de nuevo",
    leaveOut: "Dejarla fuera",
    leaveOutOf: (name) => `Dejar fuera ${name}`,
    percent: (percent) => `${percent}\u00a0%`,
    description: "Descripción para quienes no ven la imagen",
    done: "Listo",
    none: "Ninguno de estos archivos es una imagen.",
    crop: "Bordes de la imagen",
    edges: { w: "Borde izquierdo", n: "Borde superior", e: "Borde derecho", s: "Borde inferior" },
    ofAnotherRoom: "Una imagen de la otra sala",
    why: {
      closed: "Este navegador no puede leer la sala de la que viene.",
      gone: "La sala de la que viene no la tiene.",
      "no-image": "El navegador no puede leerla como imagen.",
      "too-large": "Tiene más de 8 MiB.",
      "too-many-pixels": "Tiene demasiados píxeles.",
      "images-full": "La sala contiene todas las imágenes que puede.",
      "too-many-images": "Has añadido todas las imágenes permitidas en un día.",
      "too-many-rooms": "Tu red ha creado todas las salas nuevas permitidas.",
      "room-full": "El almacenamiento de la sala está lleno.",
      "no-access": "No puedes cambiar esta sala.",
      deleted: "La sala se ha borrado.",
      failed: "El servidor no la guardó.",
    },
  },
  files: {
    label: "Importación",
    pasted: "El portapapeles",
    phases: {
      reading: (name) => `Leyendo ${name}…`,
      images: (name) => `Añadiendo las imágenes de ${name}…`,
      writing: (name) => `Poniendo ${name} en la pizarra…`,
    },
    cancel: "Cancelar",
    imported: (name) => `${name} está en la pizarra, con cambios:`,
    undo: "Deshacer la importación",
    faults: {
      none: (name) => `${name} no es un dibujo que esta página pueda leer. Nada ha cambiado.`,
      nothing: (name) => `${name} no tiene nada para la pizarra.`,
      "too-large": (name) =>
        `${name} es demasiado grande para importarlo de una vez. Nada ha cambiado.`,
    },
    changes: {
      unknown: (things) =>
        count(things, {
          one: "Se omitió # elemento que esta página no conoce.",
          other: "Se omitieron # elementos que esta página no conoce.",
        }),
      video: (things) =>
        count(things, {
          one: "# vídeo pasó a ser un enlace.",
          other: "# vídeos pasaron a ser enlaces.",
        }),
      page: (things) =>
        count(things, {
          one: "# página insertada pasó a ser un enlace.",
          other: "# páginas insertadas pasaron a ser enlaces.",
        }),
      imageElsewhere: (things) =>
        count(things, {
          one: "# imagen guardada en otro sitio pasó a ser un enlace.",
          other: "# imágenes guardadas en otro sitio pasaron a ser enlaces.",
        }),
      imageMissing: (things) =>
        count(things, {
          one: "# imagen no está en el archivo y se omitió.",
          other: "# imágenes no están en el archivo y se omitieron.",
        }),
      imageRefused: (things) =>
        count(things, {
          one: "# imagen no se pudo guardar y se omitió.",
          other: "# imágenes no se pudieron guardar y se omitieron.",
        }),
      figure: (things) =>
        count(things, {
          one: "# figura pasó a ser la más parecida.",
          other: "# figuras pasaron a ser las más parecidas.",
        }),
      letters: (things) =>
        count(things, {
          one: "# texto tiene letras de otro tamaño.",
          other: "# textos tienen letras de otro tamaño.",
        }),
      link: (things) =>
        count(things, {
          one: "# forma ha perdido su enlace.",
          other: "# formas han perdido sus enlaces.",
        }),
      cut: (things) =>
        count(things, {
          one: "# texto era demasiado largo y se cortó.",
          other: "# textos eran demasiado largos y se cortaron.",
        }),
    },
  },
  library: {
    add: "Añadir una biblioteca",
    close: "Cerrar",
    remove: (name) => `Quitar ${name}`,
    hint: "Añade una biblioteca de Excalidraw (.excalidrawlib). Sus formas se quedan en este navegador.",
    empty: (name) => `${name} no tiene nada para la biblioteca.`,
    full: (things) =>
      count(things, {
        one: "La biblioteca admite como máximo # elemento. Quita alguno primero.",
        other: "La biblioteca admite como máximo # elementos. Quita alguno primero.",
      }),
    thing: "La forma",
    numbered: (number) => `Forma ${number}`,
  },
  exporting: {
    title: "Exportar",
    close: "Cerrar",
    preview: "Vista previa",
    empty: "Todavía no hay nada en la pizarra.",
    part: "Contenido",
    selection: (shapes) =>
      count(shapes, { one: "Selección: # forma", other: "Selección: # formas" }),
    board: "Toda la pizarra",
    frame: (name) => `Marco: ${name}`,
    unnamed: "sin nombre",
    format: "Formato",
    formats: { png: "PNG", svg: "SVG", pdf: "PDF", excalidraw: "Excalidraw", json: "JSON" },
    about: {
      png: "Píxeles, para diapositivas y mensajes.",
      svg: "Líneas y palabras nítidas a cualquier tamaño.",
      pdf: "Una página por marco, o una para todo.",
      excalidraw: "Un dibujo para seguir en Excalidraw.",
      json: "Todo, para abrirlo de nuevo en Stoa.",
    },
    becomes: "Excalidraw no lo tiene todo:",
    losses: {
      note: (shapes) =>
        count(shapes, {
          one: "# nota se convierte en un rectángulo.",
          other: "# notas se convierten en rectángulos.",
        }),
      figure: (shapes) =>
        count(shapes, {
          one: "# figura se convierte en su contorno.",
          other: "# figuras se convierten en sus contornos.",
        }),
      card: (shapes) =>
        count(shapes, {
          one: "# tarjeta de enlace se convierte en un rectángulo con el enlace.",
          other: "# tarjetas de enlace se convierten en rectángulos con el enlace.",
        }),
      marker: (shapes) =>
        count(shapes, {
          one: "# trazo del resaltador se convierte en uno del lápiz.",
          other: "# trazos del resaltador se convierten en trazos del lápiz.",
        }),
      formats: (shapes) =>
        count(shapes, { one: "# texto pierde su formato.", other: "# textos pierden su formato." }),
      font: (shapes) =>
        count(shapes, {
          one: "# texto recibe una letra sin serifas.",
          other: "# textos reciben una letra sin serifas.",
        }),
      image: (shapes) =>
        count(shapes, {
          one: "# imagen no se pudo cargar y se omite.",
          other: "# imágenes no se pudieron cargar y se omiten.",
        }),
    },
    scale: "Tamaño",
    times: (scale) => `${scale}×`,
    pixels: (width, height) => `${width} × ${height} píxeles`,
    smaller: (width, height) =>
      `${width} × ${height} píxeles: no se puede hacer una imagen más grande.`,
    theme: "Tema",
    background: "Fondo",
    carries: "Se puede abrir de nuevo en Stoa",
    copy: "Copiar",
    download: "Descargar",
    making: "Creando el archivo…",
    failed: "No se pudo crear el archivo. Inténtalo de nuevo.",
  },
  clipboard: {
    nothing: "El portapapeles no tiene nada para la pizarra.",
    locked: "Las formas bloqueadas se quedan. Desbloquéalas para cortarlas.",
    tooMuchToCopy: "Es demasiado de una vez. Selecciona menos formas.",
    tooMuchToPaste: "Es demasiado de una vez. Cópialo en partes más pequeñas.",
    leftOut: (shapes) =>
      count(shapes, {
        one: "No se pudo pegar # forma: esta página no la conoce.",
        other: "No se pudieron pegar # formas: esta página no las conoce.",
      }),
    picture: "La imagen está en el portapapeles.",
    noPicture: "No hay nada que dibujar, o es demasiado grande para una sola imagen.",
    noPictureWrite: "Tu navegador no deja que esta página copie imágenes. Descárgala.",
    imagesMissing: (images, why) =>
      `${count(images, { one: "# imagen no vino.", other: "# imágenes no vinieron." })} ${why}`.trim(),
    noRead: (key) => `Tu navegador no deja que esta página lea el portapapeles. Pulsa ${key}.`,
    noWrite: (key) => `Tu navegador no deja que un menú copie. Pulsa ${key}.`,
  },
};
