// A reference and no console: the management port, where this page is, has none of these routes.
SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#reference",
  supportedSubmitMethods: [],
  // It would send the document's address to a validator elsewhere.
  validatorUrl: null,
  deepLinking: true,
  defaultModelsExpandDepth: 0,
});
