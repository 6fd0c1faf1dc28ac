using Shop;

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
builder.Configuration.AddCommandLine(args, ShopOptions.Switches);
ShopOptions options = builder.Configuration.GetSection("Shop").Get<ShopOptions>() ?? new ShopOptions();
if (!options.ToFault().IsValid())
{
    await Console.Error.WriteLineAsync(Fault.Allowed);
    return 2;
}

builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton(options);
builder.Services.AddSingleton<Behaviour>();

// When it is told to stop, it finishes the requests that it has.
builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(30));

WebApplication app = builder.Build();
app.Use((context, next) =>
{
    context.Response.Headers["X-Version"] = options.Version;
    return next(context);
});
app.UseWebSockets();
ShopApi.Map(app, options.Version);
OperatorApi.Map(app, options.Version);
await app.RunAsync();
return 0;
