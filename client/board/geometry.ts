/** The geometry of the board, which the room's side shares. */
export * from "../../shared/board/geometry.ts";
