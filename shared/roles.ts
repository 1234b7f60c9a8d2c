/** Roles: their names, and what each may do. They know nothing of how a person gets one. */
import * as v from "valibot";

/** The roles of a person in a room, from most to least. */
export const roleSchema = v.picklist(["owner", "editor", "commenter", "viewer"]);
export type Role = v.InferOutput<typeof roleSchema>;

/** May this role change documents? */
export function mayEdit(role: Role): boolean {
  return role === "owner" || role === "editor";
}

/** May this role write in the chat? */
export function mayChat(role: Role): boolean {
  return role !== "viewer";
}

/** May this role comment on the board? */
export function mayComment(role: Role): boolean {
  return role !== "viewer";
}
