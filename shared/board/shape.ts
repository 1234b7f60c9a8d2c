/** Shapes as the rest of the code takes them: their types and their reader. */
export type { ArrowShape } from "./kinds/arrow.ts";
export type { FrameShape } from "./kinds/frame.ts";
export type { InkShape } from "./kinds/ink.ts";
export type { LinkShape } from "./kinds/link.ts";
export type { NoteShape } from "./kinds/note.ts";
export type { TextShape } from "./kinds/text.ts";
export { hasText, readShape, type Shape, type ShapeType, type TextualShape } from "./kinds.ts";
export type { Point, Size } from "./record.ts";
