// Reads one diagram as a page that draws it would, and prints its kind. Argument: the diagram's text.
import mermaid from "mermaid";

const { diagramType } = await mermaid.parse(process.argv[2]);
console.log(diagramType);
