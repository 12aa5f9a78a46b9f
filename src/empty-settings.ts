// Imported before anything else: an empty variable counts as absent, while packages that look at it when they are imported refuse it.
for (const [name, value] of Object.entries(process.env)) {
  if (name.endsWith('_BASE_URL') && value?.trim() === '') Reflect.deleteProperty(process.env, name);
}
