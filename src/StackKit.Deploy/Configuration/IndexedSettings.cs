using Microsoft.Extensions.Configuration;

namespace StackKit.Deploy;

/// <summary>Settings that are found by their parent: others look through all of them for every section, which takes minutes for thousands.</summary>
internal sealed class IndexedSettings : ConfigurationProvider, IConfigurationSource
{
    private readonly Dictionary<string, List<string>> _children = new(StringComparer.OrdinalIgnoreCase);

    public IndexedSettings(IEnumerable<KeyValuePair<string, string?>> settings)
    {
        HashSet<string> known = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string path, string? value) in settings)
        {
            Data[path] = value;
            for (string? part = path; part is not null && known.Add(part); part = ConfigurationPath.GetParentPath(part))
            {
                string parent = ConfigurationPath.GetParentPath(part) ?? "";
                if (!_children.TryGetValue(parent, out List<string>? children))
                {
                    _children.Add(parent, children = []);
                }

                children.Add(ConfigurationPath.GetSectionKey(part));
            }
        }
    }

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    public override IEnumerable<string> GetChildKeys(IEnumerable<string> earlierKeys, string? parentPath) =>
        _children.GetValueOrDefault(parentPath ?? "", []).Concat(earlierKeys).Order(ConfigurationKeyComparer.Instance);
}
