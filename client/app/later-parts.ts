/** The parts of a room's page that its first sight does not need, as one piece to load. */
export { Pointers } from "../people/pointers.tsx";
export { ChatToast } from "./chat-toast.tsx";
export { Company } from "./company.tsx";
export { LostNote } from "./lost-note.tsx";
export { MainMenu } from "./main-menu.tsx";
export { PeopleHere } from "./people-here.tsx";
export { RepairNote } from "./repair-note.tsx";
export { ShareWays } from "./share-ways.tsx";
