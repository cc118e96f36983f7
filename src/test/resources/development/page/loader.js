/** CommonJS in a browser: modules are defined by name, and run when they are first required. */
const definitions = new Map()
const modules = new Map()

export const define = (name, run) => definitions.set(name, run)

export const require = name => {
  if (!modules.has(name)) {
    const module = { exports: {} }
    modules.set(name, module)
    definitions.get(name)(module, module.exports, require)
  }
  return modules.get(name).exports
}
